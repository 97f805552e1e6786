-- Our indexes by name; how they were made is told otherwise than it was said.
SELECT indexname AS name, '' AS sql
FROM pg_indexes
WHERE schemaname = current_schema()
