-- One entry of the log, all columns.
SELECT zone, seq, known, actor, source, reason, key, catalog, body, prev_hash, hash
FROM entry
WHERE zone = ? AND seq = ?
