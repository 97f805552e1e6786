-- The key of a letter that was appended.
INSERT INTO request (zone, actor, key, known, seq, digest, seal)
VALUES (?, ?, ?, ?, ?, ?, ?)
