-- How far a consumer has heard of a zone, and who reads for it until when.
SELECT seq, lease, leased_until, seal
FROM outbox_reader
WHERE consumer = ? AND zone = ?
