-- An API token by its digest: account, name, zone, role, made, expires, used.
SELECT account, name, zone, role, made, expires, used
FROM access_token
WHERE id = ?
