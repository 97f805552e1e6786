-- All rows of an edition go.
DELETE FROM counted
WHERE number = ?
