-- A record has this gram in a field of one of its versions: kept once, however often it is said.
INSERT INTO gram (zone, register, gram, field, id)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
