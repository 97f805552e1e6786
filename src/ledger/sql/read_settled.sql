-- Up to when a zone's past is settled: its last entry, or the reading that closed it since.
SELECT CASE WHEN last > closed THEN last ELSE closed END
FROM head
WHERE zone = ?
