-- All API tokens of an account go: nothing is returned.
DELETE FROM access_token
WHERE account = ?
