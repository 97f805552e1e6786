-- An entry that names a record.
INSERT INTO touch (zone, id, seq)
VALUES (?, ?, ?)
