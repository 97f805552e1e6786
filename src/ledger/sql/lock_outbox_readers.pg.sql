-- SQLite has one writer; here whoever moves a position now, and drops what was heard, is waited for.
SELECT consumer, zone
FROM outbox_reader
ORDER BY consumer, zone
FOR UPDATE
