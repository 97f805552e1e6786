-- All rows go.
DELETE FROM counted
