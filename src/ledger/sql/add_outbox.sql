-- What is to be told of an entry, in the entry's own transaction.
INSERT INTO outbox (zone, seq, known, topics)
VALUES (?, ?, ?, ?)
