-- PostgreSQL: two processes may start at once, and CREATE TABLE IF NOT EXISTS does not wait.
SELECT 1
FROM pg_advisory_xact_lock(5784645)
