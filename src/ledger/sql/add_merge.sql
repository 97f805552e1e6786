-- A merge.
INSERT INTO merged (zone, register, id, same_as, valid_from, valid_to, known_from, known_to)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
