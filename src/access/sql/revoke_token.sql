-- An API token of an account goes: nothing is returned.
DELETE FROM access_token
WHERE account = ?
  AND id = ?
