-- The database has a clock of its own from now on.
INSERT INTO own_clock (zone, seq, set_at, shown_at)
VALUES (?, ?, ?, ?)
