-- Several processes write to one server, so the clock is the server's: microseconds since 1970.
SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
  + COALESCE((SELECT max(shown_at - set_at) FROM own_clock), 0) AS clock
