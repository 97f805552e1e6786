-- A consumer begins to hear of a zone; if it has begun already, nothing.
INSERT INTO outbox_reader (consumer, zone, seq, lease, leased_until, seal)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
