import type { CommuneType, District, FormerCommune, Unit, Village } from "../../config/gazetteer.ts";
import type { Mention } from "./mentions.ts";
import { type Candidate, districtKey, type NameIndex } from "./names.ts";

/** What a mention is read as; `open` where its words leave commune and district possible. */
export type Role = "commune" | "district" | "province" | "open" | "local" | "none";

/** The communes, villages and districts that a mention may mean on a day before or since the reform. */
export function candidatesOf(
  index: NameIndex,
  mention: Mention,
  role: Role,
  beforeReform: boolean,
): Candidate[] {
  const { named, cue } = mention;
  const units: Candidate[] = [];
  if (role !== "district") {
    for (const unit of named.units) {
      const candidate = unitCandidate(index, unit, beforeReform);
      if (candidate !== null) units.push(candidate);
    }
    if (cue?.kind === "hamlet") units.push(...villageCandidates(index, named.villages, beforeReform));
    for (const former of named.former) units.push(namesake(former, beforeReform));
  }
  const typed = cue?.kind === "commune" || role === "commune";
  if (typed) return withoutDoubles(units, mention.former);
  const districts = named.districts.map((district) => districtCandidate(index, district));
  // A bare name is the district before the reform, and since then the commune that kept its name.
  const free = units.filter(
    (unit) => !beforeReform || unit.unit?.district !== named.name || mention.cue?.kind === "hamlet",
  );
  const kept = withoutDoubles(free, mention.former);
  const others = districts.filter(
    (district) =>
      !kept.some((unit) => !unit.outdated && [...district.districts].some((key) => unit.districts.has(key))),
  );
  return [...kept, ...others];
}

/** Those whose type is the one written; all where no type word or another kind of word stands before the name. */
export function ofWrittenType(
  candidates: readonly Candidate[],
  type: CommuneType | null,
): readonly Candidate[] {
  if (type === null) return candidates;
  return candidates.filter((candidate) => candidate.unit === null || candidate.unit.type === type);
}

function unitCandidate(index: NameIndex, unit: Unit, beforeReform: boolean): Candidate | null {
  if (beforeReform && unit.until === null) return null;
  const known = index.candidates[beforeReform ? 0 : 1].get(unit.id);
  if (known !== undefined) return known;
  const outdated = !beforeReform && unit.until !== null;
  const provinces = new Set(beforeReform ? [unit.province] : index.provincesOf(unit));
  if (outdated)
    for (const id of unit.became) provinces.add(index.unitById.get(id)?.province ?? unit.province);
  const candidate: Candidate = {
    ids: outdated ? unit.became : [unit.id],
    unit,
    inArea: index.area.units.has(unit.id),
    districts: index.districtsOf(unit),
    provinces,
    outdated,
  };
  index.candidates[beforeReform ? 0 : 1].set(unit.id, candidate);
  return candidate;
}

function villageCandidates(
  index: NameIndex,
  villages: readonly Village[],
  beforeReform: boolean,
): Candidate[] {
  return villages.flatMap((village) => {
    const id = beforeReform ? village.before : village.since;
    const unit = id === null ? undefined : index.unitById.get(id);
    const candidate = unit && unitCandidate(index, unit, beforeReform);
    return candidate ? [candidate] : [];
  });
}

function districtCandidate(index: NameIndex, district: District): Candidate {
  const key = districtKey(district.name, district.province);
  return {
    ids: [],
    unit: null,
    inArea: index.area.districts.has(key),
    districts: new Set([key]),
    provinces: new Set([district.province, ...(index.provinceNow.get(district.province) ?? [])]),
    outdated: false,
  };
}

function namesake({ district, province }: FormerCommune, beforeReform: boolean): Candidate {
  return {
    ids: [],
    unit: null,
    inArea: false,
    districts: new Set([districtKey(district, province)]),
    provinces: new Set([province]),
    outdated: !beforeReform,
  };
}

/** An old unit on whose ground a new one of the same name lies is the same place, unless "cũ" asks for the old. */
function withoutDoubles(candidates: readonly Candidate[], former: boolean): Candidate[] {
  const outdated = candidates.filter((candidate) => candidate.outdated);
  if (former && outdated.length > 0) return outdated;
  const current = candidates.filter((candidate) => !candidate.outdated);
  const doubled = (old: Candidate): boolean =>
    current.some((now) => now.unit?.type === old.unit?.type && now.ids.some((id) => old.ids.includes(id)));
  return [...current, ...outdated.filter((candidate) => !doubled(candidate))];
}
