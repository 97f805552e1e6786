-- All heads, by zone: zone, parent, seq, last, closed, hash, seal.
SELECT zone, parent, seq, last, closed, hash, seal
FROM head
ORDER BY zone
