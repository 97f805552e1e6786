-- PostgreSQL has many writers: held together, until the transaction ends, by all who may begin a reference.
SELECT pg_advisory_xact_lock_shared('head'::regclass::oid::bigint)::text
