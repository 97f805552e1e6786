-- An API token was used: nothing is returned.
UPDATE access_token
SET used = ?
WHERE id = ?
