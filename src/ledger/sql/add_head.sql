-- A zone that has no entry yet.
INSERT INTO head (zone, parent, seq, last, closed, hash, seal)
VALUES (?, ?, 0, 0, 0, ?, ?)
