-- PostgreSQL has many writers: held alone, until the transaction ends, by whoever retires a record.
SELECT pg_advisory_xact_lock('head'::regclass::oid::bigint)::text
