-- The rows of a digest whose keys more than one record holds: as rivals_to_turn.
SELECT zone, event, amount, valid_to, known_to
FROM counted
WHERE number = ? AND rival = 1
