-- A record that an entry made.
INSERT INTO record (zone, id, register)
VALUES (?, ?, ?)
