-- A shape that the tables have from now on.
INSERT INTO shape (number, hash, body, zone, seq)
VALUES (?, ?, ?, ?, ?)
