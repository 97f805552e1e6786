-- PostgreSQL has another catalogue; the table is that of the first schema in the search path.
SELECT count(*)
FROM pg_catalog.pg_class
WHERE oid = to_regclass('migration')
