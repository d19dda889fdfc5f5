import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openState } from "../../state/open.ts";
import { type PeopleStore, peopleStore, SESSION_IDLE_MS, SESSION_LIFE_MS } from "../../state/people.ts";

describe("peopleStore", () => {
  let db: ReturnType<typeof openState>;
  let people: PeopleStore;
  let clockMs: number;
  const officer = { email: "Huong@Example.org ", name: "Hương", role: "officer" } as const;

  beforeEach(() => {
    clockMs = Date.parse("2026-11-25T02:00:00Z");
    db = openState(":memory:");
    people = peopleStore(db, () => new Date(clockMs));
  });
  afterEach(() => db.close());

  it("makes a long password, returns it once, and stores only its argon2id hash", async () => {
    const { person, password } = await people.add(officer);
    expect(password.length).toBeGreaterThanOrEqual(20);
    expect(person.email).toBe("huong@example.org");
    const stored = String(db.prepare("SELECT password_hash FROM people").get()?.password_hash);
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(db.prepare("SELECT * FROM people").all())).not.toContain(password);
  });

  it("verifies the right password whatever the case of the e-mail, and nothing else", async () => {
    const { password } = await people.add(officer);
    expect((await people.verify("HUONG@example.org", password))?.name).toBe("Hương");
    expect(await people.verify("huong@example.org", `${password}x`)).toBeNull();
    expect(await people.verify("ai-do@example.org", password)).toBeNull();
    expect(await people.verify("", "")).toBeNull();
  });

  it.each([
    [{ ...officer, email: "not an address" }, "bad-email"],
    [{ ...officer, name: "  " }, "no-name"],
    [{ ...officer, password: "short" }, "bad-password"],
  ])("refuses an account that cannot be: %o", async (person, code) => {
    await expect(people.add(person)).rejects.toMatchObject({ code });
  });

  it("refuses a second account for one e-mail", async () => {
    await people.add(officer);
    await expect(people.add(officer)).rejects.toMatchObject({ code: "email-taken" });
  });

  it("keeps of a session's token only a hash", async () => {
    const { person } = await people.add(officer);
    const token = people.openSession(person);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(JSON.stringify(db.prepare("SELECT * FROM sessions").all())).not.toContain(token);
    expect(people.session(token)?.person.id).toBe(person.id);
    expect(people.session(`${token}x`)).toBeNull();
  });

  it("ends a session that was idle for more than half an hour", async () => {
    const token = people.openSession((await people.add(officer)).person);
    clockMs += SESSION_IDLE_MS;
    expect(people.session(token)).not.toBeNull();
    clockMs += SESSION_IDLE_MS + 1;
    expect(people.session(token)).toBeNull();
  });

  it("ends a session after twelve hours however busy it was", async () => {
    const token = people.openSession((await people.add(officer)).person);
    const end = clockMs + SESSION_LIFE_MS;
    while (clockMs + SESSION_IDLE_MS < end) {
      clockMs += SESSION_IDLE_MS - 60_000;
      expect(people.session(token)).not.toBeNull();
    }
    clockMs = end + 1;
    expect(people.session(token)).toBeNull();
  });

  it("ends every session of an account that is closed, and lets nobody in again", async () => {
    const { person, password } = await people.add(officer);
    const token = people.openSession(person);
    expect(people.disable("huong@example.org")).toBe(true);
    expect(people.session(token)).toBeNull();
    expect(await people.verify("huong@example.org", password)).toBeNull();
    expect(people.disable("ai-do@example.org")).toBe(false);
  });

  it("remembers the language and lists accounts without their hashes", async () => {
    const { person } = await people.add(officer);
    people.setLanguage(person.id, "en");
    expect(people.list()).toEqual([{ ...person, language: "en" }]);
  });
});
