-- A session by its digest: account, begun, used, whether it has shown a code of a second factor.
SELECT account, begun, used, by_code
FROM access_session
WHERE id = ?
