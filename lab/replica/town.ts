import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/** The town's material as written in `town/*.yaml` (format: `town/FORMAT.md`). */
const tone = z.enum(["negative", "neutral", "positive", "unclear"]);
const plant = z.enum(["concern", "copied", "festival", "gathering", "identifiers"]).optional();
const time = z.string().regex(/^\d{2}:\d{2}$/);
const spoken = {
  day: z.number().int().max(0),
  time,
  by: z.string(),
  text: z.string().min(1),
  tone,
  topics: z.array(z.string()),
  places: z.array(z.string()).default([]),
  plant,
};
const replySchema = z.strictObject(spoken);
const commentSchema = z.strictObject({ ...spoken, replies: z.array(replySchema).default([]) });
const personSchema = z.strictObject({ id: z.string(), name: z.string(), handle: z.string() });
const articleSchema = z.strictObject({
  id: z.number().int(),
  site: z.enum(["newspaper", "portal"]),
  section: z.string(),
  day: z.number().int().max(0),
  time,
  title: z.string().min(1),
  lead: z.string(),
  body: z.array(z.string()),
  byline: z.string().default(""),
  about: z.enum(["local", "elsewhere"]),
  topics: z.array(z.string()),
  places: z.array(z.string()),
  copyOf: z.number().int().optional(),
  plant,
  comments: z.array(commentSchema).default([]),
});
const threadSchema = z.strictObject({
  id: z.number().int(),
  node: z.string(),
  title: z.string().min(1),
  about: z.enum(["local", "elsewhere"]),
  plant,
  posts: z.array(z.strictObject(spoken)).min(1),
});

/** A fictional member of the public. */
export type Person = z.output<typeof personSchema>;
/** A comment under an article, answers included, with what it is in truth. */
export type TownComment = z.output<typeof commentSchema>;
/** An article with what it is in truth. */
export type TownArticle = z.output<typeof articleSchema>;
/** A thread with what it is in truth. */
export type TownThread = z.output<typeof threadSchema>;
/** All of the material. */
export interface Town {
  readonly people: ReadonlyMap<string, Person>;
  readonly articles: readonly TownArticle[];
  readonly threads: readonly TownThread[];
}

const DIRECTORY = new URL("./town/", import.meta.url);

/** Reads the town. Throws an error that names the file and the entry when the material does not follow its format. */
export function readTown(): Town {
  const files = readdirSync(DIRECTORY).sort();
  const people = files.filter(isKind("people")).flatMap((file) => read(file, personSchema));
  const articles = files.filter(isKind("articles")).flatMap((file) => read(file, articleSchema));
  const threads = files.filter(isKind("threads")).flatMap((file) => read(file, threadSchema));
  return { people: new Map(people.map((person) => [person.id, person])), articles, threads };
}

const isKind = (kind: string) => (file: string) => file.startsWith(`${kind}-`) && file.endsWith(".yaml");

function read<T extends z.ZodType>(file: string, schema: T): z.output<T>[] {
  const result = z.array(schema).safeParse(parse(readFileSync(new URL(file, DIRECTORY), "utf8")));
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`lab/replica/town/${file} does not follow FORMAT.md: ${issues.join("; ")}`);
}
