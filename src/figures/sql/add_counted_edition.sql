-- Rows are kept for an edition.
INSERT INTO counted_edition (edition, number)
VALUES (?, ?)
