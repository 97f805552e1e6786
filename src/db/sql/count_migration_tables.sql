-- One row: 1 if the table of the steps taken is there, else 0.
SELECT count(*)
FROM sqlite_schema
WHERE type = 'table' AND name = 'migration'
