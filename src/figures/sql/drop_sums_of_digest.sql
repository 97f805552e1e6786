-- The sums of a digest go.
DELETE FROM counted_sum
WHERE number = ?
