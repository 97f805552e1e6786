-- What a letter is compared by when it comes again.
UPDATE request
SET digest = ?, seal = ?
WHERE zone = ? AND seq = ?
