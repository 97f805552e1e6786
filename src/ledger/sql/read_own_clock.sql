-- The database's own clock, if it has one: what the real clock said when it was set, what it showed.
SELECT set_at, shown_at
FROM own_clock
