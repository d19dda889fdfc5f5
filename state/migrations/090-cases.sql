-- Cases: concerns on their way to a published answer. A case is the fold of its events and nothing else is stored of it.
-- Append-only; all events of all cases form one hash chain. No citizen's sentence: an officer's words only.
CREATE TABLE case_events (
  seq INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  -- 1, 2, 3 … within the case: the second of two who act at once finds its number taken
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  -- who acted: a person's id, or the part of the product; their role and unit at that moment
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT,
  -- one form sent is one command; one command may write an event in each of two cases (merge)
  command_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (case_id, version)
) STRICT;
CREATE UNIQUE INDEX case_events_command ON case_events (command_id, case_id);
CREATE TRIGGER case_events_no_update BEFORE UPDATE ON case_events BEGIN SELECT RAISE(ABORT, 'case events are append-only'); END;
CREATE TRIGGER case_events_no_delete BEFORE DELETE ON case_events BEGIN SELECT RAISE(ABORT, 'case events are append-only'); END;

-- What a case began from, so that one hot spot or one report begins one case. A report is named by its document, whose
-- id leads nowhere once the key of its week is destroyed.
CREATE TABLE case_origins (
  origin TEXT PRIMARY KEY,
  case_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which handling unit a member of staff of the role `unit` belongs to.
CREATE TABLE unit_members (
  person_id TEXT PRIMARY KEY REFERENCES people (id),
  unit_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
