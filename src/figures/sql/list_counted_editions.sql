-- The editions for which rows are kept: edition, number.
SELECT edition, number
FROM counted_edition
ORDER BY number
