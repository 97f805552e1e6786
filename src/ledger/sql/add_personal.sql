-- A personal value that an entry brought.
INSERT INTO personal (zone, ref, salt, value, token)
VALUES (?, ?, ?, ?, ?)
