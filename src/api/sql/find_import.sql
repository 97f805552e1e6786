-- A held preview by the digest of its token: account, register, expires, about, done, written, planned.
SELECT account, register, expires, about, done, written, planned
FROM api_import
WHERE id = ?
