-- The numbers that no digest has and sums have.
SELECT DISTINCT number
FROM counted_sum
WHERE number NOT IN (
  SELECT number
  FROM counted_digest)
