import type { CommuneType, District, FormerCommune, Unit, Village } from "../../config/gazetteer.ts";
import type { Mention } from "./mentions.ts";
import {
  type Candidate,
  districtKey,
  districtsOf,
  type Named,
  type NameIndex,
  provincesOf,
} from "./names.ts";

/** What a mention is read as; `open` where its words leave commune and district possible. */
export type Role = "commune" | "district" | "province" | "open" | "local" | "none";

/** The communes, villages and districts that a mention may mean on a day before or since the reform. */
export function candidatesOf(
  index: NameIndex,
  read: { readonly mention: Mention; readonly role: Role; readonly former: boolean },
  beforeReform: boolean,
): readonly Candidate[] {
  const { mention, role, former } = read;
  const { named, cue } = mention;
  const hamlet = cue?.kind === "hamlet";
  if (hamlet || former) return findCandidates(index, named, { role, beforeReform, hamlet, former });
  const known = index.candidatesByRole[ROLE_SLOTS[role] + (beforeReform ? 0 : 1)];
  let candidates = known?.get(named);
  if (candidates === undefined) {
    candidates = findCandidates(index, named, { role, beforeReform, hamlet, former });
    known?.set(named, candidates);
  }
  return candidates;
}

/** Where `candidatesByRole` keeps what a role found, before the reform and (next) since. */
const ROLE_SLOTS: Readonly<Record<Role, number>> = {
  commune: 0,
  open: 2,
  district: 4,
  province: 6,
  local: 6,
  none: 6,
};

interface Asked {
  readonly role: Role;
  readonly beforeReform: boolean;
  readonly hamlet: boolean;
  readonly former: boolean;
}

function findCandidates(index: NameIndex, named: Named, asked: Asked): readonly Candidate[] {
  const { role, beforeReform, hamlet, former } = asked;
  const districts = named.districts.map((district) => districtCandidate(index, district));
  if (role === "district") return districts;
  const units: Candidate[] = [];
  for (const unit of named.units) {
    const candidate = unitCandidate(index, unit, beforeReform);
    if (candidate !== null) units.push(candidate);
  }
  if (hamlet) units.push(...villageCandidates(index, named.villages, beforeReform));
  for (const ended of named.former) units.push(namesake(ended, beforeReform));
  if (role === "commune") return withoutDoubles(units, former);
  // A bare name is the district before the reform, and since then the commune that kept its name.
  const kept = withoutDoubles(
    units.filter((unit) => (!beforeReform && !former) || unit.unit?.district !== named.name),
    former,
  );
  const covered = (key: string): boolean => kept.some((unit) => !unit.outdated && unit.districts.has(key));
  return [...kept, ...districts.filter((district) => ![...district.districts].some(covered))];
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
  const outdated = !beforeReform && unit.until !== null;
  return {
    ids: outdated ? unit.became : [unit.id],
    unit,
    inArea: index.area.units.has(unit.id),
    districts: districtsOf(index, unit),
    provinces: beforeReform ? new Set([unit.province]) : provincesOf(index, unit),
    outdated,
  };
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
