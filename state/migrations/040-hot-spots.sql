-- Hot spots: concerns that rose. What people decided stands beside what detection found; the rest follows from the
-- traces (one a hot spot and day) and the events (frozen when they fired, explanation as JSON, no citizen's sentence).
CREATE TABLE hot_spots (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  acknowledged_at TEXT,
  verdict TEXT CHECK (verdict IN ('resolved', 'not-an-issue')),
  verdict_on TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE hot_spot_traces (
  hot_spot_id TEXT NOT NULL REFERENCES hot_spots (id),
  day TEXT NOT NULL,
  topic TEXT NOT NULL,
  places TEXT NOT NULL,
  level TEXT NOT NULL,
  active INTEGER NOT NULL,
  last_active_on TEXT NOT NULL,
  cleared_on TEXT,
  reported_voices INTEGER NOT NULL,
  voices INTEGER NOT NULL,
  expected REAL NOT NULL,
  quiet_days INTEGER NOT NULL,
  PRIMARY KEY (hot_spot_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE hot_spot_events (
  day TEXT NOT NULL,
  hot_spot_id TEXT NOT NULL REFERENCES hot_spots (id),
  event TEXT NOT NULL,
  level TEXT NOT NULL,
  topic TEXT NOT NULL,
  places TEXT NOT NULL,
  voices INTEGER NOT NULL,
  expected REAL NOT NULL,
  score REAL NOT NULL,
  failed_gates TEXT NOT NULL,
  sentence TEXT NOT NULL,
  explanation TEXT,
  -- A second raise on a day is news only when the level is another.
  PRIMARY KEY (day, hot_spot_id, event, level)
) STRICT, WITHOUT ROWID;
CREATE INDEX hot_spot_events_by_hot_spot ON hot_spot_events (hot_spot_id, day);

CREATE TABLE closed_days (day TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
