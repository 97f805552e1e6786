-- All sessions of an account end: nothing is returned.
DELETE FROM access_session
WHERE account = ?
