-- The API tokens of an account, latest first: id, name, zone, role, made, expires, used.
SELECT id, name, zone, role, made, expires, used
FROM access_token
WHERE account = ?
ORDER BY made DESC, id
