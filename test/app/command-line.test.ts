import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { COMMANDS } from "../../app/commands.ts";
import { Installation } from "../support/installation.ts";

const MAIN = fileURLToPath(new URL("../../app/main.ts", import.meta.url));
const made = new Installation();
afterAll(() => made.remove());

function main(argv: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, ...argv],
    {
      input,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

describe("the command line", () => {
  test("lists every command, and tells how each is called", async () => {
    const { status, stdout } = main(["--help"]);
    expect(status).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(`  ${command.name}`);
    expect(main(["search", "--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("langnghe search QUERY"),
    });
  });

  test("exits 2 on bad usage with a sentence, and writes nothing to stdout", () => {
    expect(main(["sing"])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining('no command "sing"'),
    });
    expect(main(["search", "rác", "--colour", "red"])).toMatchObject({ status: 2, stdout: "" });
  });

  test.each([
    [["search", "anh Nguyễn Văn Tuấn"], /không tìm theo người/],
    [["search", '"đền bù'], /Thiếu dấu ngoặc kép/],
    [["search", "rác", "--topic", "weather"], /there is no topic "weather"/],
    [["search", "rác", "--place", "Atlantis"], /no place "Atlantis"/],
    [["search", "rác", "--from", "2026-12-01", "--now", "2026-11-25T08:00:00+07:00"], /after today/],
    [["detect", "--from", "2026-11-02", "--to", "2026-11-01"], /give the earlier day first/],
    [
      ["detect", "--from", "2026-11-01", "--to", "2026-12-01", "--now", "2026-11-25T08:00:00+07:00"],
      /after --now/,
    ],
    [["digest", "--week", "2026-W60", "--out", "x"], /no week/],
    [["takedown", "nothing"], /no document held/],
    [["user", "add", "a@example.org", "--role", "king"], /none of officer/],
    [["crawl", "--source", "nowhere"], /no source "nowhere"/],
    [["bench", "nothing"], /not "nothing"/],
    [["report"], /not in this version/],
  ])("refuses %j with a sentence that says what to do", async (argv, sentence) => {
    const said = await made.run(argv);
    expect(said.code).toBe(2);
    expect(said.out).toEqual([]);
    expect(said.err.join("\n")).toMatch(sentence);
  });

  test("takes a word with a hyphen in front as part of the query", async () => {
    expect((await made.run(["search", "-rác"])).err.join()).toMatch(/chỉ có phần loại trừ/);
  });

  test("names a data folder that cannot be", async () => {
    const file = fileURLToPath(import.meta.url);
    expect(existsSync(file)).toBe(true);
    expect(main(["status", "--data", file])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("is a file; give a folder"),
    });
  });

  test("reads JSON lines and answers JSON lines", async () => {
    const said = await made.run(
      ["redact"],
      [{ id: 7, text: "gọi 0912 345 678", more: true }, "{", { id: 8 }],
    );
    expect(said.code).toBe(0);
    expect(said.out.map((line) => JSON.parse(line))).toEqual([
      { id: 7, text: "gọi [số điện thoại]", spans: [{ start: 4, end: 16, type: "phone" }] },
    ]);
    expect(said.err.map((line) => line.slice(0, 7))).toEqual(["line 2:", "line 3:"]);
  });
});
