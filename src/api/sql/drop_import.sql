-- A held preview goes: nothing is returned.
DELETE FROM api_import
WHERE id = ?
