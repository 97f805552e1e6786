-- It counts so until another knowledge.
UPDATE counted
SET known_to = ?
WHERE number = ? AND zone = ? AND event = ? AND id = ? AND valid_from = ? AND known_from = ?
