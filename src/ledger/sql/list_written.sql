-- The entries that name a record, oldest first: all columns.
SELECT e.zone, e.seq, e.known, e.actor, e.source, e.reason, e.key, e.catalog, e.body, e.prev_hash, e.hash
FROM touch t
JOIN entry e ON e.zone = t.zone AND e.seq = t.seq
WHERE t.zone = ? AND t.id = ?
ORDER BY e.seq
