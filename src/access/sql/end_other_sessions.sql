-- All sessions of an account end but one: nothing is returned.
DELETE FROM access_session
WHERE account = ?
  AND id <> ?
