-- The rows of one key that say otherwise whether more than one record holds it: zone, event, amount, valid_to, known_to.
SELECT zone, event, amount, valid_to, known_to
FROM counted
WHERE number = ? AND once = ? AND rival <> ?
