-- What a commit came to: nothing is returned.
UPDATE api_import
SET done = ?
WHERE id = ?
