-- A zone that has no entry yet; nothing in it can become known before `closed`.
INSERT INTO head (zone, parent, seq, last, closed, hash, seal)
VALUES (?, ?, 0, 0, ?, ?, ?)
