import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { deniedPhrase } from "../../config/deny-list.ts";
import { loadConfig, problemSentence } from "../../config/load.ts";

const SHIPPED = fileURLToPath(new URL("../../config/", import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The shipped configuration with some files replaced. */
function configWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "langnghe-config-"));
  folders.push(folder);
  const replaced = new Set(Object.keys(files).map((name) => name.split("/")[0]));
  for (const name of ["settings.yaml", "units.yaml", "calendar.yaml"])
    cpSync(join(SHIPPED, name), join(folder, name));
  for (const name of ["topics", "lexicons", "gazetteer", "sources", "alert-rules"]) {
    if (replaced.has(name)) cpSync(join(SHIPPED, name), join(folder, name), { recursive: true });
    else symlinkSync(join(SHIPPED, name), join(folder, name));
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function problemsOf(
  files: Readonly<Record<string, string>>,
  environment: Record<string, string> = {},
): string {
  const { config, problems } = loadConfig(configWith(files), environment);
  expect(config).toBeNull();
  return problems.map(problemSentence).join("\n");
}

const SOURCE = `id: bao
name: Báo
scope: national
legalNote: RSS công khai
shape: generic
hosts: [bao.example]
feeds: [https://bao.example/rss]
`;
const SETTINGS = `area:
  name: { vi: Năm xã, en: Five communes }
  communes: ["11629"]
  province: Hải Phòng
crawl: { contact: https://example.org/ }
`;

describe("a configuration", () => {
  test("as shipped has no problem", () => {
    const { config, problems } = loadConfig(SHIPPED);
    expect(problems).toEqual([]);
    expect(config?.topics.map((topic) => topic.id).sort()).toEqual([
      "clearance",
      "conduct",
      "culture",
      "disaster",
      "education",
      "environment",
      "health",
      "land",
      "livelihood",
      "new-rural",
      "procedures",
      "religion-ethnic",
      "security",
      "transport",
      "utilities",
      "welfare",
    ]);
  });

  test.each([
    [
      "an unknown key",
      { "sources/bao.yaml": `${SOURCE}colour: red\n` },
      /sources\/bao\.yaml:\d+: unknown key "colour": remove it/,
    ],
    [
      "a bad address",
      { "sources/bao.yaml": SOURCE.replace("https://bao.example/rss", "ftp://bao.example/rss") },
      /sources\/bao\.yaml:7: feeds\.0 \("ftp:/,
    ],
    [
      "a host that is not listed",
      { "sources/bao.yaml": SOURCE.replace("hosts: [bao.example]", "hosts: [other.example]") },
      /add bao\.example to hosts/,
    ],
    [
      "comments that nobody permitted",
      {
        "sources/bao.yaml": `${SOURCE}comments: { service: usi-saas, endpoint: "https://bao.example/get", enabled: true }\n`,
      },
      /comments\.permission.*who at the site allowed/,
    ],
    [
      "a comment service that nobody knows",
      {
        "sources/bao.yaml": `${SOURCE}comments: { service: disqus, endpoint: "https://bao.example/get" }\n`,
      },
      /comments\.service/,
    ],
    [
      "an id used twice",
      { "sources/bao.yaml": SOURCE, "sources/bao-2.yaml": SOURCE },
      /this id is used twice/,
    ],
    [
      "a source without a feed",
      { "sources/bao.yaml": SOURCE.replace("feeds: [https://bao.example/rss]\n", "") },
      /at least one feed or sitemap/,
    ],
    ["broken YAML", { "sources/bao.yaml": "id: [bao\nname: x" }, /sources\/bao\.yaml:\d+: not valid YAML/],
    [
      "a lexicon line with a bad weight",
      {
        "lexicons/polarity-x.yaml":
          "kind: polarity\nabout: thử\nentries:\n  - { term: tệ, weight: -2, pos: adjective }\n  - { term: hay, weight: 9, pos: adjective }\n",
      },
      /lexicons\/polarity-x\.yaml:5: entries\.1\.weight \(9\)/,
    ],
    [
      "a floor below the promise",
      { "settings.yaml": `${SETTINGS}floors: { voices: 4 }\n` },
      /settings\.yaml:\d+: floors\.voices \(4\)/,
    ],
    [
      "texts kept longer than thirty days",
      { "settings.yaml": `${SETTINGS}retention: { citizenTextDays: 31 }\n` },
      /retention\.citizenTextDays \(31\)/,
    ],
    [
      "a commune that is none",
      { "settings.yaml": SETTINGS.replace("11629", "99999") },
      /no commune in force has this code/,
    ],
    [
      "a unit for a topic that is none",
      { "units.yaml": "units:\n  - { id: a, name: A, topics: [weather] }\n" },
      /no such topic/,
    ],
    [
      "a topic about loyalty",
      {
        "topics/loyal.yaml":
          "id: loyal\nname: { vi: Lòng trung thành, en: Loyalty }\ndescription: { vi: x, en: y }\nterms: [trung thành]\nexamples:\n  - { text: a, topic: loyal }\n  - { text: b, topic: loyal }\n  - { text: c, topic: loyal }\n",
      },
      /does not listen for \(promise 8/,
    ],
    [
      "an alert on gatherings",
      { "alert-rules/x.yaml": "id: x\nname: Tụ tập đông người\n" },
      /does not listen for \(promise 8/,
    ],
  ])("with %s is refused with file, value and remedy", (_name, files, sentence) => {
    expect(problemsOf(files as Record<string, string>)).toMatch(sentence);
  });

  test("reports all problems of all files together", () => {
    const text = problemsOf({
      "sources/bao.yaml": `${SOURCE}colour: red\n`,
      "units.yaml": "unit: []\n",
      "settings.yaml": SETTINGS.replace("province: Hải Phòng", "province: 7"),
    });
    expect(text).toMatch(/colour/);
    expect(text).toMatch(/units\.yaml/);
    expect(text).toMatch(/area\.province \(7\)/);
  });

  test("is overridden by the environment, and that by a file it names", () => {
    const folder = configWith({ "settings.yaml": SETTINGS, "secret.txt": "8181\n" });
    const port = (environment: Record<string, string>) =>
      loadConfig(folder, environment).config?.settings.web.port;
    expect(port({})).toBe(8080);
    expect(port({ LANGNGHE_WEB__PORT: "9000" })).toBe(9000);
    expect(port({ LANGNGHE_WEB__PORT: "9000", LANGNGHE_WEB__PORT_FILE: join(folder, "secret.txt") })).toBe(
      8181,
    );
    expect(problemsOf({ "settings.yaml": SETTINGS }, { LANGNGHE_WEB__PORT: "many" })).toMatch(
      /web\.port \("many"\)/,
    );
  });
});

describe("the deny-list", () => {
  test.each([
    "xấu độc",
    "Thế lực thù địch",
    "phan dong",
    "người tổ chức",
    "influencers",
    "tụ tập đông người",
    "Organisers",
  ])("refuses %s", (text) => {
    expect(deniedPhrase(text)).not.toBeNull();
  });
  test.each(["phân đồng đều", "tổ chức lễ hội", "độc hại", "xấu hổ", "chế độ chính sách thương binh"])(
    "lets %s pass",
    (text) => {
      expect(deniedPhrase(text)).toBeNull();
    },
  );
});
