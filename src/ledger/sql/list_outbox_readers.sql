-- Every position of every consumer.
SELECT consumer, zone, seq, lease, leased_until, seal
FROM outbox_reader
ORDER BY consumer, zone
