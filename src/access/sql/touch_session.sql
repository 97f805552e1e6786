-- A session was used: nothing is returned.
UPDATE access_session
SET used = ?
WHERE id = ?
  AND used < ?
