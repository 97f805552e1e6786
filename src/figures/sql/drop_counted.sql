-- An entry that is known earlier was written later: what was kept of a record from then on goes.
DELETE FROM counted
WHERE number = ? AND zone = ? AND event = ? AND id = ? AND valid_from = ? AND known_from = ?
