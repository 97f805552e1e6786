-- All shapes that the tables have had, oldest first: number, hash, body, zone, seq.
SELECT number, hash, body, zone, seq
FROM shape
ORDER BY number
