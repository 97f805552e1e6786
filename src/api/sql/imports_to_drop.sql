-- Held previews that are too old, and of one account all but its newest few: id.
SELECT id
FROM api_import
WHERE expires <= ?
  OR (account = ? AND id NOT IN (
    SELECT id
    FROM api_import
    WHERE account = ?
    ORDER BY made DESC, id
    LIMIT ?
  ))
