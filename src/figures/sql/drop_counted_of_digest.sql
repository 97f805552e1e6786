-- All rows of a digest go.
DELETE FROM counted
WHERE number = ?
