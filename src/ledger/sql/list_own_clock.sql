-- Every row of the own clock: zone, seq of the entry that set it, set_at, shown_at.
SELECT zone, seq, set_at, shown_at
FROM own_clock
ORDER BY zone
