-- The log of a zone from a seq on, oldest first, all columns.
SELECT zone, seq, known, actor, source, reason, key, catalog, body, prev_hash, hash
FROM entry
WHERE zone = ? AND seq >= ?
ORDER BY seq
