import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Day } from "../../model/ids.ts";
import { addDays, startOfDay } from "../../model/time.ts";
import { type Author, pick, type SiteArticle, type SiteComment, slugOf } from "./material.ts";

/** Days over which the corpus is spread, today not included. */
const DAYS = 56;
const DAY_MS = 86_400_000;
const FIRST_ARTICLE_ID = 5_100_000;
const SECTIONS = ["thoi-su", "doi-song", "phap-luat", "giao-duc", "suc-khoe"];

const articleSchema = z.object({ id: z.string(), title: z.string(), lead: z.string(), body: z.string() });
const commentSchema = z.object({ id: z.string(), title: z.string(), comment: z.string() });

/**
 * Fills the newspaper with real articles and comments from a folder given by the caller, spread over eight weeks by
 * their ids alone. Nothing of it is kept anywhere. Throws when a file is missing or has another shape.
 */
export function readCorpus(directory: string, today: Day, rename: (name: string) => string): SiteArticle[] {
  const articles = readLines(join(directory, "press-articles.jsonl.gz"), articleSchema);
  const comments = Map.groupBy(
    readLines(join(directory, "reader-comments.jsonl.gz"), commentSchema),
    ({ title }) => title,
  );
  const first = startOfDay(addDays(today, -DAYS));
  const place = (id: string): Date => new Date(Date.parse(first) + pick(id, (DAYS - 1) * DAY_MS));
  const press = articles.map((article, index) => ({
    id: FIRST_ARTICLE_ID + index,
    section: SECTIONS[index % SECTIONS.length] ?? "thoi-su",
    slug: slugOf(article.title) || "bai-viet",
    title: article.title,
    lead: article.lead,
    body: paragraphsOf(article.body),
    byline: rename("Phóng viên"),
    at: place(article.id),
    comments: [],
  }));
  const discussed = [...comments].map(([title, under], index) =>
    discussedArticle(title, under, FIRST_ARTICLE_ID + articles.length + index, place(title), rename),
  );
  return [...press, ...discussed];
}

function readLines<T extends z.ZodType>(file: string, schema: T): z.output<T>[] {
  return gunzipSync(readFileSync(file))
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => {
      const parsed = schema.safeParse(JSON.parse(line));
      if (!parsed.success) throw new Error(`${file}, line ${index + 1}: not the shape of this corpus`);
      return parsed.data;
    });
}

/** The corpus has bodies on one line: three sentences make a paragraph. */
function paragraphsOf(body: string): string[] {
  const sentences = body.split(/(?<=[.!?…]["”]?)\s+(?=\p{Lu})/u);
  const paragraphs: string[] = [];
  for (let start = 0; start < sentences.length; start += 3) {
    paragraphs.push(sentences.slice(start, start + 3).join(" "));
  }
  return paragraphs.filter((paragraph) => paragraph.trim() !== "");
}

/** The comments' articles are known by their titles only. */
function discussedArticle(
  title: string,
  under: readonly z.output<typeof commentSchema>[],
  id: number,
  at: Date,
  rename: (name: string) => string,
): SiteArticle {
  return {
    id,
    section: SECTIONS[id % SECTIONS.length] ?? "thoi-su",
    slug: slugOf(title) || "bai-viet",
    title,
    lead: title,
    body: [`Ý kiến bạn đọc về bài “${title}”.`],
    byline: rename("Phóng viên"),
    at,
    comments: under.map(
      (comment, index): SiteComment => ({
        id: 60_000_000 + (id - FIRST_ARTICLE_ID) * 1000 + index,
        author: readerOf(comment.id, rename),
        text: comment.comment,
        at: new Date(at.getTime() + 600_000 + pick(comment.id, DAY_MS)),
        replies: [],
      }),
    ),
  };
}

/** The corpus names nobody: every comment has a reader of its own. */
function readerOf(id: string, rename: (name: string) => string): Author {
  const name = rename(`Độc giả ${id}`);
  return { name, handle: name, userId: String(1_000_000_000 + pick(name, 9_000_000_000_000)) };
}
