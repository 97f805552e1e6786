-- All shapes that the tables have had, oldest first: number, hash, body.
SELECT number, hash, body
FROM shape
ORDER BY number
