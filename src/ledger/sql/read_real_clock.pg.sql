-- Several processes write to one server, so the clock is the server's, whatever the database shows.
SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS clock
