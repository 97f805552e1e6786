-- When the first entry of a zone was known: one row, null if it has none.
SELECT MIN(known)
FROM entry
WHERE zone = ?
