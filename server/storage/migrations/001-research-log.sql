-- The research log. Every table is append-only; triggers refuse changes. JSON columns hold what
-- shared/log/events.ts describes. `seq` is the place of an event within its episode, from 0 (the start).

CREATE TABLE episodes (
  id            INTEGER PRIMARY KEY,
  episode       TEXT    NOT NULL UNIQUE,
  schema        INTEGER NOT NULL,
  game          TEXT    NOT NULL,
  params        TEXT    NOT NULL,
  rules_version INTEGER NOT NULL,
  seed          INTEGER NOT NULL,
  steps         INTEGER,
  code_version  TEXT    NOT NULL,
  occupants     TEXT    NOT NULL,
  condition     TEXT    NOT NULL,
  at            REAL    NOT NULL
) STRICT;

CREATE TABLE decisions (
  episode_id         INTEGER NOT NULL REFERENCES episodes (id),
  step               INTEGER NOT NULL,
  seat               INTEGER NOT NULL,
  seq                INTEGER NOT NULL,
  controller_kind    TEXT    NOT NULL,
  controller_id      TEXT    NOT NULL,
  controller_version TEXT,
  action             TEXT    NOT NULL,
  source             TEXT    NOT NULL,
  t_shown            REAL,
  t_input            REAL,
  t_server           REAL    NOT NULL,
  round_trip_ms      REAL,
  flags              TEXT    NOT NULL,
  probabilities      TEXT,
  value              REAL,
  PRIMARY KEY (episode_id, step, seat)
) STRICT, WITHOUT ROWID;

CREATE TABLE rewards (
  episode_id INTEGER NOT NULL REFERENCES episodes (id),
  step       INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  rewards    TEXT    NOT NULL,
  returns    TEXT    NOT NULL,
  at         REAL    NOT NULL,
  PRIMARY KEY (episode_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE seat_changes (
  episode_id INTEGER NOT NULL REFERENCES episodes (id),
  seq        INTEGER NOT NULL,
  step       INTEGER NOT NULL,
  seat       INTEGER NOT NULL,
  from_      TEXT    NOT NULL,
  to_        TEXT    NOT NULL,
  reason     TEXT    NOT NULL,
  at         REAL    NOT NULL,
  PRIMARY KEY (episode_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE episode_ends (
  episode_id INTEGER PRIMARY KEY REFERENCES episodes (id),
  steps      INTEGER NOT NULL,
  reason     TEXT    NOT NULL,
  returns    TEXT    NOT NULL,
  at         REAL    NOT NULL
) STRICT;

CREATE TABLE participants (
  participant TEXT NOT NULL PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  created_at  REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
  id           INTEGER PRIMARY KEY,
  participant  TEXT    NOT NULL REFERENCES participants (participant),
  given        INTEGER NOT NULL,
  text_version TEXT    NOT NULL,
  at           REAL    NOT NULL
) STRICT;
CREATE INDEX consents_by_participant ON consents (participant);

CREATE TRIGGER episodes_stay     BEFORE UPDATE ON episodes     BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER episodes_keep     BEFORE DELETE ON episodes     BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER decisions_stay    BEFORE UPDATE ON decisions    BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER decisions_keep    BEFORE DELETE ON decisions    BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER rewards_stay      BEFORE UPDATE ON rewards      BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER rewards_keep      BEFORE DELETE ON rewards      BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER seat_changes_stay BEFORE UPDATE ON seat_changes BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER seat_changes_keep BEFORE DELETE ON seat_changes BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER episode_ends_stay BEFORE UPDATE ON episode_ends BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER episode_ends_keep BEFORE DELETE ON episode_ends BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER participants_stay BEFORE UPDATE ON participants BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER participants_keep BEFORE DELETE ON participants BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER consents_stay     BEFORE UPDATE ON consents     BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
CREATE TRIGGER consents_keep     BEFORE DELETE ON consents     BEGIN SELECT RAISE(ABORT, 'the research log is append-only'); END;
