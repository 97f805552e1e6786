-- The database's own clock, if it has one: what the real clock said when it was set, what it showed,
-- and the entry that set it, 0 while its ledger is being made.
SELECT set_at, shown_at, seq
FROM own_clock
