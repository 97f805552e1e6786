-- The API tokens that have not ended: id.
SELECT id
FROM access_token
WHERE expires > ?
