-- What is kept beside the tables holds no more.
DELETE FROM projection
