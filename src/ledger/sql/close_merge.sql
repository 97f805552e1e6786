-- Ends what was known of a merge.
UPDATE merged
SET known_to = ?
WHERE zone = ? AND id = ? AND valid_from = ? AND known_from = ? AND known_to = 9223372036854775807
