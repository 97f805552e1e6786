-- The zones whose search table is yet to be made of the log (migrations.cpp).
SELECT zone
FROM posting
WHERE register = ''
ORDER BY zone
