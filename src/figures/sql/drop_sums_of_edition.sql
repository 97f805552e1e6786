-- The sums of an edition go.
DELETE FROM counted_sum
WHERE number = ?
