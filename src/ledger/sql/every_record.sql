-- The records of a zone: id, register.
SELECT id, register
FROM record
WHERE zone = ?
ORDER BY id
