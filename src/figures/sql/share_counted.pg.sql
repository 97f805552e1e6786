-- PostgreSQL has many writers: held together, until the transaction ends, by all who read through a zone.
SELECT pg_advisory_xact_lock_shared(hashtextextended(?, 0))::text
