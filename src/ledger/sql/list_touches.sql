-- The entries that name a record, oldest first: seq, known, actor.
SELECT e.seq, e.known, e.actor
FROM touch t
JOIN entry e ON e.zone = t.zone AND e.seq = t.seq
WHERE t.zone = ? AND t.id = ?
ORDER BY e.seq
