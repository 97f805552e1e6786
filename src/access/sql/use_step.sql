-- A code is used, unless it or a later one was: nothing is returned.
UPDATE access_secret
SET last_step = ?
WHERE account = ?
  AND last_step < ?
