-- PostgreSQL has many writers: held alone, until the transaction ends, by who writes what others are read through.
SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text
