-- The sessions of an account, latest first: id, begun, used.
SELECT id, begun, used
FROM access_session
WHERE account = ?
ORDER BY begun DESC, id
