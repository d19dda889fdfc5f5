import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { asStored, CELLS_SQL, type IngestLine, Installation, ITEMS_SQL } from "../support/installation.ts";

const NOW = "2026-11-25T20:00:00+07:00";
const open: Installation[] = [];
function installation(dataDir?: string): Installation {
  const made = new Installation(dataDir);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const made of open.splice(0)) made.remove();
});

const article: IngestLine = {
  id: "a1",
  kind: "article",
  sourceId: "bao",
  title: "Rác thải ùn ứ tại xã An Lão, thành phố Hải Phòng",
  text: "Nhiều ngày nay rác thải sinh hoạt ùn ứ trên địa bàn xã An Lão, thành phố Hải Phòng, bốc mùi hôi thối.",
  publishedAt: "2026-11-24T08:00:00+07:00",
  url: "https://bao.example/a1.html",
};
const words = [
  "Rác để cả tuần không ai dọn, hôi lắm",
  "rac un u truoc cong truong, ruoi nhang bay day",
  "Đề nghị xã sớm thu gom rác thải cho dân nhờ",
  "mùi rác nồng nặc, trẻ con ốm hết cả",
  "xe rác đâu hết rồi các bác ơi, rác chất đống kìa",
  "Bãi rác tự phát ngày càng to, ô nhiễm quá",
];
const comment = (at: number, more: Partial<IngestLine> = {}): IngestLine => ({
  id: `c${at}`,
  kind: "comment",
  sourceId: "bao",
  parentId: "a1",
  text: words[at % words.length] ?? "",
  publishedAt: `2026-11-24T${String(9 + at).padStart(2, "0")}:00:00+07:00`,
  author: `người ${at}`,
  ...more,
});
const waste = (rows: readonly Record<string, unknown>[], place = "area") =>
  rows.find((row) => row.topic === "environment" && row.place === place && row.day === "2026-11-24");

describe("the path of a document", () => {
  test("gives every item exactly one disposition, and their sum is what entered", async () => {
    const made = installation();
    const result = await made.ingest(
      [
        article,
        ...words.map((_, at) => comment(at)),
        {
          id: "x",
          kind: "post",
          text: "Chung kết bóng đá tối nay ở Hà Nội",
          publishedAt: "2026-11-24T08:00:00Z",
          author: "z",
        },
        { id: "e", kind: "post", text: "   ", author: "z" },
        {
          id: "old",
          kind: "post",
          text: "Xã An Lão rác thải hôi quá",
          publishedAt: "2026-09-01T08:00:00Z",
          author: "z",
        },
        { ...comment(1), id: "copy", author: "người chép" },
      ],
      NOW,
    );
    expect(result).toEqual({
      in: 11,
      dispositions: { indexed: 7, echo: 1, counted: 1, irrelevant: 1, "no-text": 1 },
    });
  });

  test("reports a bad line with its number and goes on", async () => {
    const said = await installation().run(
      ["ingest", "--now", NOW],
      ["{", article, { id: "k", kind: "song", text: "la" }],
    );
    expect(said.code).toBe(0);
    expect(said.err[0]).toMatch(/^line 1: not valid JSON/);
    expect(said.err[1]).toMatch(/^line 3: "kind"/);
    expect(JSON.parse(said.out.at(-1) ?? "")).toEqual({ in: 1, dispositions: { indexed: 1 } });
  });

  test("ingesting twice changes no document, no cell and no hit", async () => {
    const made = installation();
    const lines = [article, ...words.map((_, at) => comment(at))];
    await made.ingest(lines, NOW);
    const before = state(made);
    const again = await made.ingest(lines, NOW);
    expect(again.dispositions).toEqual({ unchanged: 7 });
    expect(state(made)).toEqual(before);
  });

  test("keeps a comment whose parent arrives later in the same input", async () => {
    const made = installation();
    const result = await made.ingest([comment(0), comment(3), article], NOW);
    expect(result.dispositions).toEqual({ indexed: 3 });
  });

  test("counts one voice for six accounts with one text, and six for six texts", async () => {
    const copied = installation();
    await copied.ingest([article, ...words.map((_, at) => comment(at, { text: words[0] ?? "" }))], NOW);
    expect(waste(copied.rows(CELLS_SQL))?.voices72h).toBe(1);
    const own = installation();
    await own.ingest([article, ...words.map((_, at) => comment(at))], NOW);
    expect(waste(own.rows(CELLS_SQL))?.voices72h).toBe(6);
  });

  test("counts one voice for ten texts of one account", async () => {
    const made = installation();
    await made.ingest([article, ...words.map((_, at) => comment(at, { author: "một người" }))], NOW);
    expect(waste(made.rows(CELLS_SQL))).toMatchObject({ voices: 1, voices72h: 1 });
  });

  test("counts texts without author as one voice of their source, and recounts them when the author comes", async () => {
    const made = installation();
    const nameless = words.map((_, at) => {
      const { author: _author, ...rest } = comment(at);
      return rest;
    });
    await made.ingest([article, ...nameless], NOW);
    expect(waste(made.rows(CELLS_SQL))?.voices72h).toBe(1);
    await made.ingest([article, ...words.map((_, at) => comment(at))], NOW);
    expect(waste(made.rows(CELLS_SQL))?.voices72h).toBe(6);
    expect(waste(made.rows(ITEMS_SQL))?.items).toBe(7);
  });

  test("a changed text moves its item from one topic to the other", async () => {
    const made = installation();
    await made.ingest([article, comment(0)], NOW);
    await made.ingest(
      [comment(0, { text: "Đường từ xã An Lão ra quốc lộ ổ gà ổ voi, xe máy ngã suốt" })],
      NOW,
    );
    const items = made.rows(ITEMS_SQL).filter((row) => row.place === "area" && row.source_group === "bao");
    expect(items.find((row) => row.topic === "environment")?.items).toBe(1);
    expect(items.find((row) => row.topic === "transport")?.items).toBe(1);
  });

  test("a text past its thirty days is counted and stands nowhere", async () => {
    const made = installation();
    await made.ingest(
      [
        {
          id: "old",
          kind: "post",
          text: "Xã An Lão rác thải bốc mùi zymurgyxq",
          publishedAt: "2026-10-01T08:00:00Z",
          author: "z",
        },
      ],
      NOW,
    );
    expect(made.bytes()).not.toContain("zymurgyxq");
    expect(
      made
        .rows(CELLS_SQL)
        .find((row) => row.topic === "environment" && row.place === "area" && row.day === "2026-10-01")
        ?.voices,
    ).toBe(1);
  });

  test("a time in the future is unknown: the text enters no cell", async () => {
    const made = installation();
    const result = await made.ingest(
      [
        {
          id: "f",
          kind: "post",
          text: "Xã An Lão rác thải ùn ứ",
          publishedAt: "2026-12-24T08:00:00Z",
          author: "z",
        },
      ],
      NOW,
    );
    expect(result.dispositions).toEqual({ indexed: 1 });
    expect(made.rows(CELLS_SQL)).toEqual([]);
  });

  test("sensitive subjects count for the whole area only and carry no place", async () => {
    const made = installation();
    await made.ingest(
      [
        {
          id: "s",
          kind: "post",
          text: "Giáo xứ ở xã An Lão tổ chức thánh lễ, giáo dân về nhà thờ rất đông",
          publishedAt: "2026-11-24T08:00:00Z",
          author: "z",
        },
      ],
      NOW,
    );
    const cells = made.rows(CELLS_SQL).filter((row) => String(row.topic).startsWith("religion-ethnic"));
    expect(cells.length).toBeGreaterThan(0);
    expect(new Set(cells.map((row) => row.place))).toEqual(new Set(["area"]));
    expect(made.rows("SELECT places FROM search_document").map((row) => row.places)).toEqual([
      expect.stringMatching(/^\[?\]?$/),
    ]);
  });
});

describe("the promise on what is stored", () => {
  test("renaming every author changes no stored figure, text or id", async () => {
    const first = installation();
    const lines = [
      article,
      ...words.map((_, at) => comment(at)),
      { ...comment(2), id: "again", author: "người 2", text: "Rác nhiều quá, xã An Lão xử lý đi" },
    ];
    await first.ingest([article], NOW);
    // The same keys, so that ids can be compared at all.
    const folder = mkdtempSync(join(tmpdir(), "langnghe-test-"));
    await first.ingest([comment(0)], NOW);
    cpSync(first.dataDir, folder, { recursive: true });
    const second = installation(folder);
    await first.ingest(lines, NOW);
    await second.ingest(
      lines.map((line) =>
        line.author ? { ...line, author: `Ẩn danh số ${[...line.author].reverse().join("")}` } : line,
      ),
      NOW,
    );
    expect(state(second)).toEqual(state(first));
  });

  test("no planted identifier is found in any file of the installation", async () => {
    const made = installation();
    const canaries = [
      "0912 345 678",
      "0987.654.321",
      "031085001234",
      "15B-123.45",
      "hanhnt85@example.com",
      "facebook.com/hanh.canary",
      "Nguyễn Thị Hạnh Canary",
      "Trần Văn Bưởi",
    ];
    await made.ingest(
      [
        article,
        ...canaries.map((canary, at) =>
          comment(at, {
            id: `k${at}`,
            text: `${words[at % 6]} liên hệ chị ${canary} nhé`,
            author: `tài khoản canary ${at}`,
          }),
        ),
      ],
      NOW,
    );
    const bytes = made.bytes();
    for (const canary of canaries) expect(bytes, canary).not.toContain(asStored(canary));
    expect(bytes).not.toContain(asStored("tài khoản canary"));
    expect(bytes).not.toContain(asStored("Bưởi"));
  });
});

/** Everything stored that must not depend on who spoke; counting keys have random names. */
function state(made: Installation): unknown {
  return {
    documents: made.rows(
      "SELECT id, kind, status, title, text, url, week, parent_id, text_hash, echo_of, annotations, counted, counted_voice, first_of_author FROM documents ORDER BY id",
    ),
    cells: made.rows(CELLS_SQL),
    items: made.rows(ITEMS_SQL),
    index: made.rows(
      "SELECT id, kind, title, text, topics, places, polarity, first_of_week FROM search_document ORDER BY id",
    ),
  };
}
