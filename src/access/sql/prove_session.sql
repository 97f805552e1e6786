-- A session has shown a code of the second factor: nothing is returned.
UPDATE access_session
SET by_code = 1
WHERE account = ?
  AND id = ?
