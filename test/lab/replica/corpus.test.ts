import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCorpus } from "../../../lab/replica/corpus.ts";
import { addDays, dayOf, instantOf, parseDay } from "../../../model/time.ts";

const TODAY = parseDay("2026-03-10") ?? expect.fail();
let directory: string;
const write = (file: string, rows: readonly object[]): void =>
  writeFileSync(join(directory, file), gzipSync(rows.map((row) => JSON.stringify(row)).join("\n")));

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "langnghe-corpus-"));
  write("press-articles.jsonl.gz", [
    { id: "a1", title: "Đường hỏng", lead: "Dẫn.", body: "Câu một. Câu hai. Câu ba. Câu bốn." },
    { id: "a2", title: "?", lead: "", body: "Một câu." },
  ]);
  write("reader-comments.jsonl.gz", [
    { id: "c1", title: "Rác ùn ứ", section: "x", comment: "Hôi lắm" },
    { id: "c2", title: "Rác ùn ứ", section: "x", comment: "Dọn đi" },
  ]);
});
afterAll(() => rmSync(directory, { recursive: true }));

const read = () => readCorpus(directory, TODAY, (name) => name);

test("spreads the corpus over the eight weeks before today, the same way each time", () => {
  const articles = read();
  expect(articles.map(({ title }) => title)).toEqual(["Đường hỏng", "?", "Rác ùn ứ"]);
  expect(articles.map(({ comments }) => comments.length)).toEqual([0, 0, 2]);
  expect(articles).toEqual(read());
  for (const { at, slug } of articles) {
    const day = dayOf(instantOf(at));
    expect(day >= addDays(TODAY, -56) && day < TODAY).toBe(true);
    expect(slug).not.toBe("");
  }
});

test("gives every comment a reader of its own and breaks a body into paragraphs", () => {
  const [article, , discussed] = read();
  expect(article?.body).toEqual(["Câu một. Câu hai. Câu ba.", "Câu bốn."]);
  expect(new Set(discussed?.comments.map(({ author }) => author.userId)).size).toBe(2);
});

test("names the line that is not of this shape", () => {
  const other = mkdtempSync(join(tmpdir(), "langnghe-corpus-"));
  writeFileSync(
    join(other, "press-articles.jsonl.gz"),
    gzipSync('{"id":"a","title":"t","lead":"","body":""}\n{"id":5}'),
  );
  expect(() => readCorpus(other, TODAY, (name) => name)).toThrow(/press-articles\.jsonl\.gz, line 2/);
  rmSync(other, { recursive: true });
});
