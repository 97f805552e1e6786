-- How often somebody failed: nothing is returned.
INSERT INTO access_failure (kind, who, failures, last, until)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (kind, who) DO UPDATE
SET failures = excluded.failures,
  last = excluded.last,
  until = excluded.until
