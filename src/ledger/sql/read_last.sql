-- The known time of a zone's last entry.
SELECT last
FROM head
WHERE zone = ?
