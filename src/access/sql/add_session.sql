-- A session begins: nothing is returned.
INSERT INTO access_session (id, account, begun, used, peer)
VALUES (?, ?, ?, ?, ?)
