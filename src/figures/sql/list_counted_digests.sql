-- The digests for which rows are kept: digest, number.
SELECT digest, number
FROM counted_digest
ORDER BY number
