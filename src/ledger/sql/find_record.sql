-- The register of a record.
SELECT register
FROM record
WHERE zone = ? AND id = ?
