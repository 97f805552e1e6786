-- What all consumers have heard of a zone is no longer kept.
DELETE FROM outbox
WHERE zone = ? AND seq <= (
  SELECT min(coalesce(reader.seq, 0))
  FROM (SELECT DISTINCT consumer FROM outbox_reader) AS known
  LEFT JOIN outbox_reader AS reader ON reader.consumer = known.consumer AND reader.zone = ?
)
