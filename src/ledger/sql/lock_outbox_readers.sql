-- SQLite has one writer; on PostgreSQL whoever moves a position now is waited for.
SELECT consumer, zone
FROM outbox_reader
ORDER BY consumer, zone
