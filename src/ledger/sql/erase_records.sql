-- For a rebuild: the rows of a zone go.
DELETE FROM record
WHERE zone = ?
