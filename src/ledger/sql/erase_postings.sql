-- For a rebuild: the rows of a zone go.
DELETE FROM posting
WHERE zone = ?
