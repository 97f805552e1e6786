-- The entries of other zones than one that are known from an instant on, though they were written before: zone, seq.
SELECT e.zone, e.seq
FROM head h
JOIN entry e ON e.zone = h.zone
WHERE h.zone <> ? AND h.last >= ? AND e.known >= ?
ORDER BY e.zone, e.seq
