-- An API token is made: nothing is returned.
INSERT INTO access_token (id, account, name, zone, role, made, expires)
VALUES (?, ?, ?, ?, ?, ?, ?)
