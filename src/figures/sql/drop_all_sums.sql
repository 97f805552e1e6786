-- All sums go.
DELETE FROM counted_sum
