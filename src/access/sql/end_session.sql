-- One session of an account ends: nothing is returned.
DELETE FROM access_session
WHERE account = ?
  AND id = ?
