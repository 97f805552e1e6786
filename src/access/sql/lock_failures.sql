-- One row; on SQLite a writer is alone already.
SELECT 1
WHERE ? IS NOT NULL
