import type { District, FormerCommune, Gazetteer, Province, Unit, Village } from "../../config/gazetteer.ts";
import type { Settings } from "../../config/schema.ts";
import type { Day, PlaceId } from "../../model/ids.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { tokenize } from "../text/tokens.ts";
import { CUES, type Cue } from "./cues.ts";

/** A name with everything in the country that bears it. */
export interface Named {
  readonly kind: "name";
  readonly name: string;
  readonly units: Unit[];
  readonly districts: District[];
  readonly provinces: Province[];
  readonly villages: Village[];
  readonly former: FormerCommune[];
  /** Stands for the studied area by configuration (a hill, a bridge). */
  localName: boolean;
  /** Some bearer lies in the studied area. */
  local: boolean;
  readonly guarded: boolean;
}
export interface CueRule {
  readonly kind: "cue";
  readonly cue: Cue;
}
export type Rule = Named | CueRule;

/** One thing that a mention may mean, as of the text's day. */
export interface Candidate {
  /** Units in force that day: several where the named one was divided, none for a unit that is only a namesake. */
  readonly ids: readonly PlaceId[];
  readonly unit: Unit | null;
  /** Lies in the studied area. */
  readonly inArea: boolean;
  readonly districts: ReadonlySet<string>;
  readonly provinces: ReadonlySet<string>;
  /** Named as it was before the reform. */
  readonly outdated: boolean;
}

/** What the resolver looks names up in: built once from gazetteer and area. */
export interface NameIndex {
  readonly exact: PhraseMatcher<Rule>;
  readonly folded: PhraseMatcher<Rule>;
  /** Local names and provinces as hashtags write them: "anlao", "xaanlao". */
  readonly hashtags: ReadonlyMap<string, Named>;
  readonly unitById: ReadonlyMap<PlaceId, Unit>;
  readonly predecessors: ReadonlyMap<PlaceId, readonly Unit[]>;
  /** What a province of before the reform is called since. */
  readonly provinceNow: ReadonlyMap<string, readonly string[]>;
  readonly area: StudiedArea;
  /** Candidates found so far, by role and time: a name is weighed many times. */
  readonly candidatesByRole: readonly Map<Named, readonly Candidate[]>[];
  readonly reformDay: Day | null;
}

/** The studied area through time. */
export interface StudiedArea {
  /** Communes in force, and those of before that became part of them. */
  readonly units: ReadonlySet<PlaceId>;
  readonly districts: ReadonlySet<string>;
  readonly provinces: ReadonlySet<string>;
}

/** `district|province` of a unit: its own before the reform, those of its parts since. */
export function districtsOf(index: NameIndex, unit: Unit): Set<string> {
  const found = new Set<string>();
  for (const { district, province } of [unit, ...(index.predecessors.get(unit.id) ?? [])]) {
    if (district !== null) found.add(districtKey(district, province));
  }
  return found;
}

/** Its province, and those that covered its ground before or cover it since. */
export function provincesOf(index: NameIndex, unit: Unit): Set<string> {
  const found = new Set([unit.province]);
  for (const { province } of index.predecessors.get(unit.id) ?? []) found.add(province);
  for (const id of unit.became) found.add(index.unitById.get(id)?.province ?? unit.province);
  return found;
}

export const districtKey = (district: string, province: string): string => `${district}|${province}`;

/** Builds the index: some 100 ms for the whole country. */
export function buildNameIndex(gazetteer: Gazetteer, settings: Settings["area"]): NameIndex {
  const area = studiedArea(gazetteer, settings);
  const names = collectNames(gazetteer, settings, area);
  const exact = new PhraseMatcher<Rule>();
  const folded = new PhraseMatcher<Rule>();
  const marked = new Map<string, Rule>();
  const unmarked = new Map<string, Rule>();
  const add = (phrase: string, rule: Rule): void => {
    const tokens = tokenize(phrase);
    put(marked, tokens.map((token) => token.norm).join(" "), rule);
    put(unmarked, tokens.map((token) => token.folded).join(" "), rule);
  };
  for (const [phrase, cue] of CUES) add(phrase, { kind: "cue", cue });
  for (const named of names.values()) {
    // "Phường 1" is found as a whole, not wherever a number stands.
    if (/^\d+$/.test(named.name)) add(`phường ${named.name}`, named);
    else add(named.name, named);
    if (named.name.includes(" - ")) add(named.name.replaceAll(" - ", " "), named);
    for (const province of named.provinces) for (const alias of province.aliases) add(alias, named);
  }
  for (const [key, rule] of marked) exact.addTokens(key.split(" "), rule);
  for (const [key, rule] of unmarked) folded.addTokens(key.split(" "), rule);
  return {
    exact,
    folded,
    hashtags: hashtagsOf(names.values()),
    unitById: gazetteer.unitById,
    predecessors: predecessorsOf(gazetteer.units),
    provinceNow: new Map(gazetteer.provinces.map((province) => [province.name, [province.became]])),
    area,
    candidatesByRole: Array.from({ length: 8 }, () => new Map()),
    reformDay: gazetteer.units.find((unit) => unit.until === null)?.since ?? null,
  };
}

function hashtagsOf(names: Iterable<Named>): Map<string, Named> {
  const tags = new Map<string, Named>();
  for (const named of names) {
    if (!named.local && named.provinces.length === 0) continue;
    const joined = foldDiacritics(named.name)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "");
    tags.set(joined, named);
    if (named.units.length > 0) tags.set(`xa${joined}`, named);
    if (named.districts.length > 0) tags.set(`huyen${joined}`, named);
    if (named.provinces.length > 0) tags.set(`tp${joined}`, named);
  }
  return tags;
}

/** One rule a phrase: a cue stands before a name, names are merged. */
function put(rules: Map<string, Rule>, key: string, rule: Rule): void {
  const known = rules.get(key);
  if (known === undefined) rules.set(key, rule);
  else if (known.kind === "name" && rule.kind === "name") rules.set(key, mergeNames(known, rule));
}

/** Written without marks, "Bát Trang" and "Bát Tràng" are one name. */
function mergeNames(one: Named, other: Named): Named {
  if (one === other) return one;
  return {
    kind: "name",
    name: one.local || !other.local ? one.name : other.name,
    units: [...one.units, ...other.units],
    districts: [...one.districts, ...other.districts],
    provinces: [...one.provinces, ...other.provinces],
    villages: [...one.villages, ...other.villages],
    former: [...one.former, ...other.former],
    localName: one.localName || other.localName,
    local: one.local || other.local,
    guarded: one.guarded || other.guarded,
  };
}

function studiedArea(gazetteer: Gazetteer, settings: Settings["area"]): StudiedArea {
  const codes = new Set(settings.communes);
  const units = new Set<PlaceId>();
  for (const unit of gazetteer.units) if (unit.until === null && codes.has(unit.code)) units.add(unit.id);
  for (const unit of gazetteer.units) if (unit.became.some((id) => units.has(id))) units.add(unit.id);
  const provinces = new Set([settings.province]);
  const districts = new Set<string>();
  for (const id of units) {
    const unit = gazetteer.unitById.get(id);
    if (unit === undefined) continue;
    provinces.add(unit.province);
    if (unit.district !== null && unit.district === settings.oldDistrict) {
      districts.add(districtKey(unit.district, unit.province));
    }
  }
  return { units, districts, provinces };
}

function collectNames(
  gazetteer: Gazetteer,
  settings: Settings["area"],
  area: StudiedArea,
): Map<string, Named> {
  const names = new Map<string, Named>();
  const at = (name: string): Named => {
    let named = names.get(name);
    if (named === undefined) {
      named = {
        kind: "name",
        name,
        units: [],
        districts: [],
        provinces: [],
        villages: [],
        former: [],
        localName: false,
        local: false,
        guarded: gazetteer.guardedNames.has(name),
      };
      names.set(name, named);
    }
    return named;
  };
  for (const unit of gazetteer.units) {
    const named = at(unit.name);
    named.units.push(unit);
    if (area.units.has(unit.id)) named.local = true;
  }
  for (const district of gazetteer.districts) {
    const named = at(district.name);
    named.districts.push(district);
    if (area.districts.has(districtKey(district.name, district.province))) named.local = true;
  }
  for (const province of gazetteer.provinces) at(province.name).provinces.push(province);
  for (const village of gazetteer.villages) {
    const named = at(village.name);
    named.villages.push(village);
    if (area.units.has(village.since)) named.local = true;
  }
  for (const former of gazetteer.formerCommunes) at(former.name).former.push(former);
  for (const name of settings.localNames) {
    const named = at(name);
    named.localName = true;
    named.local = true;
  }
  return names;
}

/** The units of before that a unit of today is made of. */
function predecessorsOf(units: readonly Unit[]): Map<PlaceId, Unit[]> {
  const predecessors = new Map<PlaceId, Unit[]>();
  for (const unit of units) {
    for (const id of unit.became) {
      const known = predecessors.get(id);
      if (known) known.push(unit);
      else predecessors.set(id, [unit]);
    }
  }
  return predecessors;
}
