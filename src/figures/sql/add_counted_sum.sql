-- A sum changes by so much; one that was not there was 0.
INSERT INTO counted_sum (number, month, zone, valid_month, known_month, records, high, low)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (number, month, zone, valid_month, known_month) DO UPDATE
SET records = counted_sum.records + excluded.records, high = counted_sum.high + excluded.high, low = counted_sum.low + excluded.low
