-- Whether a login was ever given, closed or not: id.
SELECT id
FROM r_account
WHERE login = ?
LIMIT 1
