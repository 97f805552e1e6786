-- The edition of what is kept beside the tables, and its seal: one row, or none.
SELECT edition, seal
FROM projection
ORDER BY edition
