import { readFileSync } from "node:fs";
import { UsageError } from "../../model/errors.ts";
import { type UnitId, unitId } from "../../model/ids.ts";
import { instantOf } from "../../model/time.ts";
import { type Language, peopleStore, ROLES, type Role } from "../../state/people.ts";
import { unitMembers } from "../../state/unit-members.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { openStores } from "../product.ts";

/** Accounts of the portal: add (the password is shown this once), list, disable, and the unit that somebody works for. */
export async function user(args: Arguments, io: Io): Promise<number> {
  const [action, email] = args.words;
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    const people = peopleStore(stores.db);
    const log = (what: string, subject: string, detail: string): void =>
      stores.audit.append({ at: instantOf(now()), actor: "command-line", action: what, subject, detail });
    if (action === "list") {
      for (const { email: address, name, role, language, disabled, createdAt } of people.list()) {
        io.out(JSON.stringify({ email: address, name, role, language, disabled, createdAt }));
      }
      return 0;
    }
    if (email === undefined)
      throw new UsageError("missing-argument", `user ${action} needs an e-mail address`);
    if (action === "disable") {
      if (!people.disable(email))
        throw new UsageError("unknown-account", `there is no account ${email}: user list shows them`);
      log("user-disabled", email, "");
      io.out(JSON.stringify({ email, disabled: true }));
      return 0;
    }
    if (action === "unit") {
      const known = people.list().find((person) => person.email === email.trim().toLowerCase());
      if (known === undefined)
        throw new UsageError("unknown-account", `there is no account ${email}: user list shows them`);
      const unit = unitFor(known.role, args);
      if (unit === null) throw new UsageError("bad-unit", "user unit needs --unit ID, one of units.yaml");
      unitMembers(stores.db).set(known.id, unit);
      log("user-unit", known.email, unit);
      io.out(JSON.stringify({ email: known.email, unit }));
      return 0;
    }
    if (action !== "add")
      throw new UsageError("bad-user", `user ${action}: the calls are add, list, disable and unit`);
    const passwordFile = args.text("password-file");
    const role = roleOf(args.text("role"));
    const unit = unitFor(role, args);
    const { person, password } = await people.add({
      email,
      name: args.text("name") ?? email,
      role,
      language: languageOf(args.text("language")),
      ...(passwordFile === null ? {} : { password: readFileSync(passwordFile, "utf8").trim() }),
    });
    if (unit !== null) unitMembers(stores.db).set(person.id, unit);
    log("user-added", person.email, unit === null ? person.role : `${person.role} ${unit}`);
    if (role === "unit" && unit === null) {
      io.err(`${person.email} sees no case yet: name the unit with "user unit ${person.email} --unit ID"`);
    }
    io.out(
      JSON.stringify({
        email: person.email,
        name: person.name,
        role: person.role,
        ...(unit === null ? {} : { unit }),
        ...(passwordFile === null ? { password } : {}),
      }),
    );
    return 0;
  } finally {
    await stores.close();
  }
}

/** The unit that --unit names; null without it. It must be one of units.yaml, and only the role `unit` has one. */
function unitFor(role: Role, args: Arguments): UnitId | null {
  const wanted = args.text("unit");
  if (wanted === null) return null;
  if (role !== "unit") throw new UsageError("bad-unit", "--unit goes with --role unit only");
  const known = configOf(args).units.units.map(({ id }) => id);
  if (!known.includes(wanted)) {
    throw new UsageError("bad-unit", `--unit ${wanted} is none of ${known.join(", ")} (units.yaml)`);
  }
  return unitId(wanted);
}

function roleOf(text: string | null): Role {
  const role = ROLES.find((candidate) => candidate === text);
  if (role === undefined)
    throw new UsageError("bad-role", `--role ${text ?? ""} is none of ${ROLES.join(", ")}`);
  return role;
}

function languageOf(text: string | null): Language {
  if (text === null || text === "vi" || text === "en") return text ?? "vi";
  throw new UsageError("bad-language", `--language ${text} is neither vi nor en`);
}
