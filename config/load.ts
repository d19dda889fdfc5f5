import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { CORE_SCHEMA, load as loadYaml } from "js-yaml";
import { isCollection, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Config, Problem } from "./config.ts";
import { checkAcrossFiles } from "./cross-checks.ts";
import { type Gazetteer, readGazetteer } from "./gazetteer.ts";
import {
  alertRuleSchema,
  calendarSchema,
  caseRulesSchema,
  lexiconFileSchema,
  settingsSchema,
  sourceSchema,
  topicFileSchema,
  unitsSchema,
} from "./schema.ts";
import { withYearly } from "./yearly-holidays.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration directory. Either everything is right and `config` is there, or `problems` names every mistake.
 * Precedence: default < file < environment (`LANGNGHE_WEB__PORT`) < file named by the environment (`…_FILE`).
 */
export function loadConfig(
  directory: string,
  environment: Environment = {},
): { config: Config | null; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  if (!existsSync(directory)) {
    return {
      config: null,
      problems: [
        missing(directory, "no such directory: give one by --config, or make one with `langnghe init`"),
      ],
    };
  }
  const overrides = overridesFrom(environment, problems);
  const settings = readOne(directory, "settings.yaml", settingsSchema, problems, overrides);
  const sources = readFolder(directory, "sources", sourceSchema, problems);
  const topics = readFolder(directory, "topics", topicFileSchema, problems);
  const lexicons = readFolder(directory, "lexicons", lexiconFileSchema, problems);
  const alertRules = readFolder(directory, "alert-rules", alertRuleSchema, problems);
  const units = readOptional(directory, "units.yaml", unitsSchema, { units: [] }, problems);
  const calendar = readOptional(
    directory,
    "calendar.yaml",
    calendarSchema,
    calendarSchema.parse({ holidays: [] }),
    problems,
  );
  const caseRules = readOptional(directory, "case-rules.yaml", caseRulesSchema, PLAIN_CASE_RULES, problems);
  const gazetteer = gazetteerOf(join(directory, "gazetteer"), problems);
  if (settings === null || gazetteer === null || problems.length > 0) return { config: null, problems };
  const config: Config = {
    directory,
    settings,
    sources: sources.map((entry) => entry.value),
    topics: topics.map((entry) => entry.value),
    lexicons: lexicons.map((entry) => entry.value),
    gazetteer,
    units,
    calendar: withYearly(calendar),
    caseRules,
    alertRules: alertRules.map((entry) => entry.value),
  };
  const across = checkAcrossFiles(config);
  return across.length > 0 ? { config: null, problems: across } : { config, problems: [] };
}

/** The clocks of an office that has not written its own: one kind of concern, fifteen working days. */
const PLAIN_CASE_RULES = caseRulesSchema.parse({
  use: "plain",
  ruleSets: [
    {
      id: "plain",
      name: { vi: "Chung", en: "General" },
      basis: "config/case-rules.yaml",
      kinds: [{ id: "other", name: { vi: "Thông thường", en: "Ordinary" }, answer: { days: 15 } }],
    },
  ],
});

/** One line a person can act on. */
export function problemSentence(problem: Problem): string {
  const where = problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
  const value = problem.value === "" ? "" : ` (${problem.value})`;
  return `${where}: ${problem.path === "" ? "" : `${problem.path}${value}: `}${problem.remedy}`;
}

function gazetteerOf(directory: string, problems: Problem[]): Gazetteer | null {
  try {
    return readGazetteer(directory);
  } catch (error) {
    problems.push(
      missing(
        directory,
        `the gazetteer cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
    return null;
  }
}

function missing(file: string, remedy: string): Problem {
  return { file, line: null, path: "", value: "", remedy };
}

interface Entry<T> {
  readonly file: string;
  readonly value: T;
}

function readFolder<S extends z.ZodType>(
  root: string,
  folder: string,
  schema: S,
  problems: Problem[],
): Entry<z.output<S>>[] {
  const directory = join(root, folder);
  if (!existsSync(directory)) return [];
  const entries: Entry<z.output<S>>[] = [];
  for (const name of readdirSync(directory).sort()) {
    if (!name.endsWith(".yaml")) continue;
    const value = readOne(root, join(folder, name), schema, problems);
    if (value !== null) entries.push({ file: join(folder, name), value });
  }
  return entries;
}

function readOptional<S extends z.ZodType>(
  root: string,
  name: string,
  schema: S,
  fallback: z.output<S>,
  problems: Problem[],
): z.output<S> {
  if (!existsSync(join(root, name))) return fallback;
  return readOne(root, name, schema, problems) ?? fallback;
}

function readOne<S extends z.ZodType>(
  root: string,
  name: string,
  schema: S,
  problems: Problem[],
  overrides: Tree = {},
): z.output<S> | null {
  const path = join(root, name);
  if (!existsSync(path)) {
    problems.push(
      missing(path, "the file is missing: copy it from the shipped config/ or make one with `langnghe init`"),
    );
    return null;
  }
  const text = readFileSync(path, "utf8");
  const quick = quickly(text, schema, overrides);
  if (quick !== null) return quick.value;
  return explained(path, text, schema, problems, overrides);
}

/** The way of a file without mistakes: js-yaml reads it eight times faster, but knows no lines to point at. */
function quickly<S extends z.ZodType>(
  text: string,
  schema: S,
  overrides: Tree,
): { readonly value: z.output<S> } | null {
  try {
    const result = schema.safeParse(merge(loadYaml(text, { schema: CORE_SCHEMA }), overrides));
    return result.success ? { value: result.data } : null;
  } catch {
    // Whatever it stumbled over, the careful reader says where.
    return null;
  }
}

/** The way of a file with mistakes: each is named with its line. */
function explained<S extends z.ZodType>(
  path: string,
  text: string,
  schema: S,
  problems: Problem[],
  overrides: Tree,
): z.output<S> | null {
  const file = relative(process.cwd(), path) || path;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) {
    const line = lines.linePos(error.pos[0]).line;
    problems.push({ file, line, path: "", value: "", remedy: `not valid YAML: ${error.message}` });
  }
  if (document.errors.length > 0) return null;
  const raw: unknown = merge(document.toJS(), overrides);
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  for (const issue of flatIssues(result.error.issues)) {
    const at = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
    problems.push({
      file,
      line: lineOf(document, at, lines),
      path: at.join("."),
      value: shorten(valueAt(raw, at)),
      remedy: remedyOf(issue),
    });
  }
  return null;
}

type Issue = z.core.$ZodIssue;

/** Of a union's branches the one that came furthest is what the writer meant. */
function flatIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    return flatIssues(deepest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function remedyOf(issue: Issue): string {
  if (issue.code === "unrecognized_keys") {
    return `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}: remove it or correct its spelling`;
  }
  return `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly (string | number)[],
  lines: LineCounter,
): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (
      isNode(node) &&
      node.range &&
      !(length === 0 && isCollection(node) && path.length > 0 && length < path.length - 1)
    ) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return null;
}

function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  let value = raw;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

function shorten(value: unknown): string {
  if (value === undefined || (typeof value === "object" && value !== null)) return "";
  const text = JSON.stringify(value) ?? "";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

interface Tree {
  [key: string]: string | Tree;
}

/** `LANGNGHE_WEB__BASE_URL` sets web.baseUrl; with `_FILE` at its end the value is read from that file. */
function overridesFrom(environment: Environment, problems: Problem[]): Tree {
  const root: Tree = {};
  for (const [name, given] of Object.entries(environment).sort(
    ([a], [b]) => Number(a.endsWith("_FILE")) - Number(b.endsWith("_FILE")),
  )) {
    if (given === undefined || !name.startsWith("LANGNGHE_") || !name.includes("__")) continue;
    const fromFile = name.endsWith("_FILE") && !name.endsWith("__PASSWORD_FILE");
    const path = name
      .slice("LANGNGHE_".length, fromFile ? -"_FILE".length : undefined)
      .split("__")
      .map(camelCase);
    if (fromFile && !existsSync(given)) {
      problems.push({
        file: "environment",
        line: null,
        path: name,
        value: given,
        remedy: "no such file: mount it or correct the path",
      });
      continue;
    }
    setIn(root, path, fromFile ? readFileSync(given, "utf8").trim() : given);
  }
  return root;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function setIn(tree: Tree, path: readonly string[], value: string): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const child = tree[head];
  const next: Tree = typeof child === "object" ? child : {};
  tree[head] = next;
  setIn(next, rest, value);
}

/** Environment values are text; they take the type of what they look like (number, boolean, null). */
function merge(base: unknown, overrides: Tree): unknown {
  if (Object.keys(overrides).length === 0) return base;
  const result: Record<string, unknown> = typeof base === "object" && base !== null ? { ...base } : {};
  for (const [key, value] of Object.entries(overrides)) {
    result[key] = typeof value === "string" ? scalar(value) : merge(result[key], value);
  }
  return result;
}

function scalar(text: string): unknown {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return text === "null" ? null : text;
}
