-- What is kept beside the tables holds, of this edition.
INSERT INTO projection (edition, seal)
VALUES (?, ?)
