import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { hash, verify } from "@node-rs/argon2";
import { UsageError } from "../model/errors.ts";
import type { Instant } from "../model/ids.ts";
import { addMs, type Clock, instantOf } from "../model/time.ts";
import { inTransaction } from "./open.ts";

export const ROLES = ["officer", "leader", "unit", "operator", "auditor"] as const;
/** What a member of staff does here (DESIGN section 1). */
export type Role = (typeof ROLES)[number];
export type Language = "vi" | "en";

/** A member of staff with an account. Residents have none. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  readonly disabled: boolean;
  readonly createdAt: Instant;
}
/** What `add` needs. Without a password one is made. */
export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language?: Language;
  readonly password?: string;
}
/** A sign-in that holds. `csrf` goes into the forms of its pages. */
export interface Session {
  readonly person: Person;
  readonly csrf: string;
}

/** Accounts and sessions of staff. */
export interface PeopleStore {
  /** Adds an account; the password is returned this once and kept only as a hash. Throws UsageError when it cannot be. */
  add(person: NewPerson): Promise<{ readonly person: Person; readonly password: string }>;
  /** By e-mail. */
  list(): readonly Person[];
  /** Closes an account and ends its sessions at once; false where there is no such account. */
  disable(email: string): boolean;
  /** The person whose password this is; null otherwise, after the same work whether or not the e-mail is known. */
  verify(email: string, password: string): Promise<Person | null>;
  /** Opens a session and returns its token, which only the browser keeps. */
  openSession(person: Person): string;
  /** The session of a token, moved on to now; null when unknown, ended, idle too long or too old. */
  session(token: string): Session | null;
  endSession(token: string): void;
  setLanguage(personId: string, language: Language): void;
}

/** GlobaLeaks ends idle sessions after 30 minutes; the absolute end is ours (research/privacy-reliability S2). */
export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_LIFE_MS = 12 * 3_600_000;
/** ASVS 5.0 6.2.1 advises 15; a longer one than 256 is no password but work for the hash. */
const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 256;
/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; the library's default algorithm is argon2id. */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A session is written again only when this much has passed, so that reading a page is not always a write. */
const TOUCH_MS = 60_000;

/**
 * Staff accounts. `realNow` is the real clock: sessions do not follow rehearsals (`--now`), and a moved clock must
 * not keep one alive.
 */
export function peopleStore(db: DatabaseSync, realNow: Clock = () => new Date()): PeopleStore {
  const byEmail = db.prepare("SELECT * FROM people WHERE email = ?");
  let decoy: Promise<string> | null = null;
  const decoyHash = (): Promise<string> => {
    decoy ??= hash(randomBytes(24), HASHING);
    return decoy;
  };
  return {
    add: (person) => addPerson(db, person, instantOf(realNow())),
    list: () => db.prepare("SELECT * FROM people ORDER BY email").all().map(toPerson),
    disable: (email) =>
      inTransaction(db, () => {
        const row = byEmail.get(normalEmail(email));
        if (row === undefined) return false;
        db.prepare("UPDATE people SET disabled = 1 WHERE id = ?").run(String(row.id));
        db.prepare("DELETE FROM sessions WHERE person_id = ?").run(String(row.id));
        return true;
      }),
    verify: async (email, password) => {
      const row = byEmail.get(normalEmail(email));
      const usable = row !== undefined && Number(row.disabled) === 0;
      const stored = usable ? String(row.password_hash) : await decoyHash();
      const matches = await verify(stored, password.slice(0, MAX_PASSWORD_LENGTH));
      return usable && matches ? toPerson(row) : null;
    },
    openSession: (person) => openSession(db, person.id, realNow()),
    session: (token) => sessionOf(db, token, realNow()),
    endSession: (token) => {
      db.prepare("DELETE FROM sessions WHERE token_hash = ?").run(tokenHash(token));
    },
    setLanguage: (personId, language) => {
      db.prepare("UPDATE people SET language = ? WHERE id = ?").run(language, personId);
    },
  };
}

async function addPerson(db: DatabaseSync, wanted: NewPerson, createdAt: Instant) {
  const email = normalEmail(wanted.email);
  const name = wanted.name.trim();
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(email)) {
    throw new UsageError("bad-email", `"${wanted.email}" is no e-mail address: write it as name@example.org`);
  }
  if (name === "") throw new UsageError("no-name", "the account needs a name, shown to colleagues");
  const password = wanted.password ?? randomBytes(15).toString("base64url");
  if (password.length < MIN_PASSWORD_LENGTH || password.length > MAX_PASSWORD_LENGTH) {
    throw new UsageError(
      "bad-password",
      `a password has ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters; leave it out and one is made`,
    );
  }
  const passwordHash = await hash(password, HASHING);
  const person: Person = {
    id: randomUUID(),
    email,
    name,
    role: wanted.role,
    language: wanted.language ?? "vi",
    disabled: false,
    createdAt,
  };
  const added = db
    .prepare(
      `INSERT INTO people (id, email, name, role, language, password_hash, disabled, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 0, ?) ON CONFLICT (email) DO NOTHING`,
    )
    .run(person.id, email, name, person.role, person.language, passwordHash, createdAt);
  if (added.changes === 0) throw new UsageError("email-taken", `there is an account for ${email} already`);
  return { person, password };
}

function openSession(db: DatabaseSync, personId: string, now: Date): string {
  const token = randomBytes(32).toString("base64url");
  const at = instantOf(now);
  dropEndedSessions(db, at);
  db.prepare("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)").run(
    tokenHash(token),
    personId,
    randomBytes(32).toString("base64url"),
    at,
    at,
  );
  return token;
}

function sessionOf(db: DatabaseSync, token: string, now: Date): Session | null {
  const key = tokenHash(token);
  const row = db
    .prepare(
      `SELECT p.*, s.csrf, s.created_at AS opened_at, s.last_seen_at FROM sessions s
       JOIN people p ON p.id = s.person_id WHERE s.token_hash = ? AND p.disabled = 0`,
    )
    .get(key);
  if (row === undefined) return null;
  const idleMs = now.getTime() - Date.parse(String(row.last_seen_at));
  const ageMs = now.getTime() - Date.parse(String(row.opened_at));
  if (idleMs > SESSION_IDLE_MS || ageMs > SESSION_LIFE_MS) {
    db.prepare("DELETE FROM sessions WHERE token_hash = ?").run(key);
    return null;
  }
  if (idleMs > TOUCH_MS) {
    db.prepare("UPDATE sessions SET last_seen_at = ? WHERE token_hash = ?").run(instantOf(now), key);
  }
  return { person: toPerson(row), csrf: String(row.csrf) };
}

function dropEndedSessions(db: DatabaseSync, now: Instant): void {
  db.prepare("DELETE FROM sessions WHERE last_seen_at < ? OR created_at < ?").run(
    addMs(now, -SESSION_IDLE_MS),
    addMs(now, -SESSION_LIFE_MS),
  );
}

const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");
const normalEmail = (email: string): string => email.trim().toLowerCase();

function toPerson(row: Record<string, unknown>): Person {
  return {
    id: String(row.id),
    email: String(row.email),
    name: String(row.name),
    role: String(row.role) as Role,
    language: String(row.language) as Language,
    disabled: Number(row.disabled) !== 0,
    createdAt: String(row.created_at) as Instant,
  };
}
