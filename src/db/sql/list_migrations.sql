-- The steps that a room has taken on this database, in order.
SELECT number, name
FROM migration
WHERE room = ?
ORDER BY number
