-- For a rebuild: the rows of a zone go.
DELETE FROM merged
WHERE zone = ?
