-- How many rows of how many are written: nothing is returned.
UPDATE api_import
SET written = ?,
  planned = ?
WHERE id = ?
