-- A record counts.
INSERT INTO counted (number, zone, event, id, valid_from, known_from, valid_to, known_to, ended, amount, once, rival)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
