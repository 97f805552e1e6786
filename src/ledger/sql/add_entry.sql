-- One entry of the log.
INSERT INTO entry (zone, seq, known, actor, source, reason, key, catalog, body, prev_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
