-- Zones of which a consumer has not heard all and that nobody reads for it now; longest unread first.
SELECT head.zone
FROM head
LEFT JOIN outbox_reader AS reader ON reader.consumer = ? AND reader.zone = head.zone
WHERE head.seq > coalesce(reader.seq, 0) AND coalesce(reader.leased_until, 0) <= ?
ORDER BY coalesce(reader.leased_until, 0), head.zone
