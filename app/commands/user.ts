import { readFileSync } from "node:fs";
import { UsageError } from "../../model/errors.ts";
import { instantOf } from "../../model/time.ts";
import { type Language, peopleStore, ROLES, type Role } from "../../state/people.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import type { Io } from "../io.ts";
import { openStores } from "../product.ts";

/** Accounts of the portal: add (the password is shown this once), list, disable. */
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
    if (action !== "add")
      throw new UsageError("bad-user", `user ${action}: the calls are add, list and disable`);
    const passwordFile = args.text("password-file");
    const { person, password } = await people.add({
      email,
      name: args.text("name") ?? email,
      role: roleOf(args.text("role")),
      language: languageOf(args.text("language")),
      ...(passwordFile === null ? {} : { password: readFileSync(passwordFile, "utf8").trim() }),
    });
    log("user-added", person.email, person.role);
    io.out(
      JSON.stringify({
        email: person.email,
        name: person.name,
        role: person.role,
        ...(passwordFile === null ? { password } : {}),
      }),
    );
    return 0;
  } finally {
    await stores.close();
  }
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
