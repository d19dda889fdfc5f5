-- Partial counts of a cell's day. One part per counting key (its epoch); a cell is the largest part, never the sum,
-- because parts may have heard the same people (promise 2). Integers only.
CREATE TABLE cell_parts (
  topic TEXT NOT NULL,
  place TEXT NOT NULL,
  channel TEXT NOT NULL,
  day TEXT NOT NULL,
  epoch TEXT NOT NULL,
  voices INTEGER NOT NULL,
  voices_72h INTEGER NOT NULL,
  negative_72h INTEGER NOT NULL,
  toned_72h INTEGER NOT NULL,
  first_heard_72h INTEGER NOT NULL,
  PRIMARY KEY (day, topic, place, channel, epoch)
) STRICT, WITHOUT ROWID;

-- What each source group gave. Part 'ids' counts items that have an id and adds up; a part named by an epoch counts
-- items without one (their week's key is gone): the larger of the parts holds, never the sum.
CREATE TABLE cell_sources (
  topic TEXT NOT NULL,
  place TEXT NOT NULL,
  channel TEXT NOT NULL,
  day TEXT NOT NULL,
  source_group TEXT NOT NULL,
  part TEXT NOT NULL,
  items INTEGER NOT NULL,
  echoes INTEGER NOT NULL,
  voices_72h INTEGER NOT NULL,
  PRIMARY KEY (day, topic, place, channel, source_group, part)
) STRICT, WITHOUT ROWID;
