-- The records that are merged into this one now, directly.
SELECT DISTINCT id
FROM merged
WHERE same_as = ? AND known_to = 9223372036854775807
ORDER BY id
