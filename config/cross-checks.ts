import type { Config, Problem } from "./config.ts";
import { deniedPhrase } from "./deny-list.ts";
import { checkPlatform } from "./platform-checks.ts";
import type { LexiconFile, TopicFile, TopicTerm } from "./schema.ts";

/** What no single file can tell: references between files, doubled ids, hosts, and the purpose lock of promise 8. */
export function checkAcrossFiles(config: Config): readonly Problem[] {
  return [
    ...checkSources(config),
    ...checkTopics(config),
    ...checkReferences(config),
    ...config.lexicons.flatMap(checkLexicon),
    ...config.alertRules.flatMap((rule) =>
      denied(`alert-rules/${rule.id}.yaml`, "", [rule.id, rule.name, ...rule.safetyWords]),
    ),
    ...checkCommunes(config),
    ...checkCaseRules(config),
  ];
}

function problem(file: string, path: string, value: string, remedy: string): Problem {
  return { file, line: null, path, value, remedy };
}

function denied(file: string, path: string, texts: readonly string[]): Problem[] {
  return texts.flatMap((text) => {
    const phrase = deniedPhrase(text);
    if (phrase === null) return [];
    const remedy = `names "${phrase}", which Lắng Nghe does not listen for (promise 8: issues, not people or loyalty); name the public service or living condition instead`;
    return [problem(file, path, text, remedy)];
  });
}

/** No public site is asked more often than this; only hosts that the operator named as his own are. */
const POLITE_GAP_MS = 1000;

function checkSources(config: Config): Problem[] {
  const found: Problem[] = [];
  const seen = new Set<string>();
  for (const source of config.sources) {
    const file = `sources/${source.id}.yaml`;
    if (seen.has(source.id))
      found.push(problem(file, "id", source.id, "this id is used twice: every source needs its own"));
    seen.add(source.id);
    if (source.id === "ingest")
      found.push(
        problem(file, "id", source.id, "`ingest` is kept for the command of that name; choose another id"),
      );
    for (const address of [
      ...source.feeds,
      ...source.sitemaps,
      ...(source.comments ? [source.comments.endpoint] : []),
    ]) {
      const host = new URL(address).host;
      if (!source.hosts.includes(host))
        found.push(problem(file, "hosts", address, `add ${host} to hosts, or remove this address`));
    }
    const own = source.hosts.every((host) => config.settings.crawl.allowPrivateHosts.includes(host));
    if (source.enabled && !own && source.pace.gapMs < POLITE_GAP_MS) {
      found.push(
        problem(
          file,
          "pace.gapMs",
          String(source.pace.gapMs),
          `give a site at least ${POLITE_GAP_MS} ms between two requests`,
        ),
      );
    }
    if (source.comments?.enabled && source.comments.permission === null) {
      found.push(
        problem(
          file,
          "comments.permission",
          "",
          "write who at the site allowed its comments to be read, and when; or set comments.enabled: false",
        ),
      );
    }
    found.push(...checkPlatform(source, file));
    if (source.enabled && source.feeds.length + source.sitemaps.length === 0) {
      found.push(problem(file, "feeds", "", "give at least one feed or sitemap, or set enabled: false"));
    }
  }
  return found;
}

const termText = (term: TopicTerm): string => (typeof term === "string" ? term : term.term);

/** Every topic id with its family's children. */
export function topicIds(topics: readonly TopicFile[]): ReadonlySet<string> {
  return new Set(topics.flatMap((topic) => [topic.id, ...topic.children.map((child) => child.id)]));
}

function checkTopics(config: Config): Problem[] {
  const found: Problem[] = [];
  const known = topicIds(config.topics);
  const seen = new Set<string>();
  for (const topic of config.topics) {
    const file = `topics/${topic.id}.yaml`;
    for (const part of [topic, ...topic.children]) {
      if (seen.has(part.id))
        found.push(problem(file, "id", part.id, "this id is used twice: every topic needs its own"));
      seen.add(part.id);
      if (part !== topic && !part.id.startsWith(`${topic.id}/`)) {
        found.push(
          problem(file, "children.id", part.id, `a child of ${topic.id} begins with "${topic.id}/"`),
        );
      }
      const texts = [part.id, part.name.vi, part.name.en, part.description.vi, part.description.en];
      found.push(...denied(file, part.id, [...texts, ...part.terms.map(termText)]));
    }
    for (const example of topic.examples) {
      if (!known.has(example.topic))
        found.push(problem(file, "examples.topic", example.topic, "no such topic: correct the id"));
    }
  }
  return found;
}

function checkReferences(config: Config): Problem[] {
  const known = topicIds(config.topics);
  const unknown = (file: string, topics: readonly string[]): Problem[] =>
    topics
      .filter((id) => !known.has(id))
      .map((id) => problem(file, "topics", id, "no such topic in topics/: correct the id"));
  return [
    ...config.units.units.flatMap((unit) => unknown("units.yaml", unit.topics)),
    ...config.alertRules.flatMap((rule) => unknown(`alert-rules/${rule.id}.yaml`, rule.topics)),
  ];
}

function checkCaseRules({ caseRules, units, calendar }: Config): Problem[] {
  const found: Problem[] = [];
  const file = "case-rules.yaml";
  if (!caseRules.ruleSets.some(({ id }) => id === caseRules.use)) {
    found.push(problem(file, "use", caseRules.use, "no rule set has this id: correct it"));
  }
  for (const { id, kinds } of caseRules.ruleSets) {
    for (const twice of doubled(kinds.map((kind) => kind.id))) {
      found.push(problem(file, `${id}.kinds`, twice, "this id is used twice: every kind needs its own"));
    }
  }
  for (const twice of doubled(units.units.map((unit) => unit.id))) {
    found.push(problem("units.yaml", "id", twice, "this id is used twice: every unit needs its own"));
  }
  for (const { name, from, to } of calendar.holidays) {
    if (from > to) found.push(problem("calendar.yaml", "holidays", name, `ends (${to}) before it begins`));
  }
  return found;
}

function doubled(ids: readonly string[]): readonly string[] {
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

function checkLexicon(lexicon: LexiconFile): Problem[] {
  if (lexicon.kind !== "polarity") return [];
  return denied("lexicons/", "about", [lexicon.about]);
}

function checkCommunes(config: Config): Problem[] {
  const today = new Set(
    config.gazetteer.units.filter((unit) => unit.until === null).map((unit) => unit.code),
  );
  return config.settings.area.communes
    .filter((code) => !today.has(code))
    .map((code) =>
      problem(
        "settings.yaml",
        "area.communes",
        code,
        "no commune in force has this code: look it up in gazetteer/",
      ),
    );
}
