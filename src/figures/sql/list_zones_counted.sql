-- The zones of which anything is kept.
SELECT DISTINCT zone
FROM counted
ORDER BY zone
