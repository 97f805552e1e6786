-- The ledger that was begun with it is whole: the row of its entry takes its place.
DELETE FROM own_clock
WHERE seq = 0
