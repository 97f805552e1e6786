-- Nothing; keeps that a room has taken a step.
INSERT INTO migration (room, number, name, applied)
VALUES (?, ?, ?, ?)
