-- Several processes count for one server: those that ask for one login or peer take turns.
SELECT 1
FROM pg_advisory_xact_lock(5784646, hashtext(?))
