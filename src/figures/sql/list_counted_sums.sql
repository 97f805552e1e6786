-- All sums that are not 0.
SELECT number, month, zone, records, high, low
FROM counted_sum
WHERE records <> 0 OR high <> 0 OR low <> 0
