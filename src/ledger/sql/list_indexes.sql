-- Our indexes as they were made: name, statement.
SELECT name, sql
FROM sqlite_master
WHERE type = 'index' AND sql IS NOT NULL
