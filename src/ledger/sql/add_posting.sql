-- The records that got a gram with an entry.
INSERT INTO posting (zone, register, gram, field, seq, ids)
VALUES (?, ?, ?, ?, ?, ?)
