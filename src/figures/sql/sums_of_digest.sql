-- The sums of a digest that are not 0: month, zone, valid_month, known_month, records, high, low.
SELECT month, zone, valid_month, known_month, records, high, low
FROM counted_sum
WHERE number = ? AND (records <> 0 OR high <> 0 OR low <> 0)
