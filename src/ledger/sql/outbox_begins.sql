-- Of each zone the seq before the first row that is still there; without rows, the last entry's.
SELECT head.zone,
  coalesce((SELECT min(outbox.seq) - 1 FROM outbox WHERE outbox.zone = head.zone), head.seq)
FROM head
ORDER BY head.zone
