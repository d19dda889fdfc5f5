import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MultiPolygon } from "geojson";
import type { Day, PlaceId } from "../model/ids.ts";

/** The day on which districts ended, provinces were merged and today's communes began. */
export const REFORM_DAY = "2025-07-01" as Day;
/**
 * Stands as the first day of every earlier unit: the day of the decision that gave communes their codes
 * (124/2004/QĐ-TTg, 8 July 2004). Younger units carry it too: the list says what was in force until the reform.
 */
export const CODES_SINCE = "2004-07-08" as Day;

export type CommuneType = "xã" | "phường" | "thị trấn" | "đặc khu";
export type DistrictType = "huyện" | "quận" | "thị xã" | "thành phố";
export type ProvinceType = "tỉnh" | "thành phố";

/** A commune in force from `since` (inclusive) to `until` (exclusive; null: today). Codes are reused: the id is dated. */
export interface Unit {
  /** `code@since`. */
  readonly id: PlaceId;
  readonly code: string;
  readonly since: Day;
  readonly until: Day | null;
  readonly type: CommuneType;
  readonly name: string;
  /** Type and name as people write them: "xã An Lão". */
  readonly label: string;
  /** null since the reform. */
  readonly district: string | null;
  readonly districtType: DistrictType | null;
  readonly province: string;
  /** The units that it became; several where it was divided; empty while in force. */
  readonly became: readonly PlaceId[];
  readonly centre: { readonly lat: number; readonly lon: number } | null;
  readonly areaKm2: number | null;
}

/** A district of the time before the reform: context for communes, never a place of its own. */
export interface District {
  readonly name: string;
  readonly type: DistrictType;
  readonly province: string;
}

/** A province; `became` is itself where it is in force today. */
export interface Province {
  readonly name: string;
  readonly type: ProvinceType;
  readonly until: Day | null;
  readonly became: string;
  readonly aliases: readonly string[];
}

/** A village whose name settles which commune is meant, today and before the reform. */
export interface Village {
  readonly name: string;
  readonly before: PlaceId | null;
  readonly since: PlaceId;
}

/** A commune that ended before the dated list was drawn up: it keeps its namesakes from being taken for it. */
export interface FormerCommune {
  readonly name: string;
  readonly district: string;
  readonly province: string;
}

/** The outline of a commune in force today, in degrees (WGS 84). */
export interface Boundary {
  readonly id: PlaceId;
  readonly code: string;
  readonly name: string;
  readonly geometry: MultiPolygon;
}

/** The dated place list of the whole country, read once. */
export interface Gazetteer {
  /** Communes before and since the reform. */
  readonly units: readonly Unit[];
  readonly unitById: ReadonlyMap<PlaceId, Unit>;
  readonly districts: readonly District[];
  readonly provinces: readonly Province[];
  readonly villages: readonly Village[];
  readonly formerCommunes: readonly FormerCommune[];
  /** Names that are also words, persons, streets or companies: they need a type word or a neighbour. */
  readonly guardedNames: ReadonlySet<string>;
  readonly boundaries: readonly Boundary[];
}

/** Reads `config/gazetteer/`. Throws an Error that names file, line and remedy; takes some 20 ms. */
export function readGazetteer(directory: string): Gazetteer {
  const units = [...readCurrentUnits(directory), ...readFormerUnits(directory)];
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  for (const unit of units) {
    for (const id of unit.became) {
      if (!unitById.has(id)) throw new Error(`${FORMER}: ${unit.label} became ${id}, which ${CURRENT} lacks`);
    }
  }
  return {
    units,
    unitById,
    districts: districtsOf(units),
    provinces: readProvinces(directory),
    villages: readVillages(directory, unitById),
    formerCommunes: rowsOf(directory, "former-communes.tsv", 3).map(([name, district, province]) => ({
      name,
      district,
      province,
    })),
    guardedNames: new Set(rowsOf(directory, "guarded-names.tsv", 2).map(([name]) => name)),
    boundaries: readBoundaries(directory),
  };
}

const CURRENT = "communes-since-2025-07.tsv";
const FORMER = "communes-before-2025-07.tsv";

const idOf = (code: string, since: Day): PlaceId => `${code}@${since}` as PlaceId;

function readCurrentUnits(directory: string): Unit[] {
  return rowsOf(directory, CURRENT, 7).map(([code, type, name, province, lat, lon, km2]) => ({
    id: idOf(code, REFORM_DAY),
    code,
    since: REFORM_DAY,
    until: null,
    type: type as CommuneType,
    name,
    label: `${type} ${name}`,
    district: null,
    districtType: null,
    province,
    became: [],
    centre: { lat: Number(lat), lon: Number(lon) },
    areaKm2: Number(km2),
  }));
}

function readFormerUnits(directory: string): Unit[] {
  return rowsOf(directory, FORMER, 7).map(
    ([code, type, name, districtType, district, province, became]): Unit => ({
      id: idOf(code, CODES_SINCE),
      code,
      since: CODES_SINCE,
      until: REFORM_DAY,
      type: type as CommuneType,
      name,
      label: `${type} ${name}`,
      district,
      districtType: districtType as DistrictType,
      province,
      became: became.split(" ").map((next) => idOf(next, REFORM_DAY)),
      centre: null,
      areaKm2: null,
    }),
  );
}

function districtsOf(units: readonly Unit[]): District[] {
  const found = new Map<string, District>();
  for (const { district, districtType, province } of units) {
    if (district === null || districtType === null) continue;
    const key = `${districtType} ${district}, ${province}`;
    if (!found.has(key)) found.set(key, { name: district, type: districtType, province });
  }
  return [...found.values()];
}

function readProvinces(directory: string): Province[] {
  return rowsOf(directory, "provinces.tsv", 5).map(([name, type, until, became, aliases]) => ({
    name,
    type: type as ProvinceType,
    until: until === "" ? null : (until as Day),
    became,
    aliases: aliases === "" ? [] : aliases.split(";"),
  }));
}

function readVillages(directory: string, unitById: ReadonlyMap<PlaceId, Unit>): Village[] {
  return rowsOf(directory, "villages.tsv", 3).map(([name, before, since]) => {
    const village = {
      name,
      before: before === "" ? null : idOf(before, CODES_SINCE),
      since: idOf(since, REFORM_DAY),
    };
    for (const id of [village.before, village.since]) {
      if (id !== null && !unitById.has(id)) {
        throw new Error(`villages.tsv: ${name} lies in ${id}, which no commune list holds: correct the code`);
      }
    }
    return village;
  });
}

interface BoundaryFile {
  readonly features: readonly {
    readonly properties: { readonly code: string; readonly type: string; readonly name: string };
    readonly geometry: MultiPolygon;
  }[];
}

function readBoundaries(directory: string): Boundary[] {
  const file = JSON.parse(readFileSync(join(directory, "boundaries.geojson"), "utf8")) as BoundaryFile;
  return file.features.map(({ properties, geometry }) => ({
    id: idOf(properties.code, REFORM_DAY),
    code: properties.code,
    name: `${properties.type} ${properties.name}`,
    geometry,
  }));
}

type Columns<N extends number, T extends string[] = []> = T["length"] extends N
  ? T
  : Columns<N, [...T, string]>;

/** The rows of a tab-separated file below its heading; empty lines and lines that begin with # are skipped. */
function rowsOf<N extends number>(directory: string, name: string, columns: N): Columns<N>[] {
  const text = readFileSync(join(directory, name), "utf8");
  const lines = (/\p{M}/u.test(text) ? text.normalize("NFC") : text).split("\n");
  const rows: Columns<N>[] = [];
  for (let at = 1; at < lines.length; at++) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split("\t");
    if (cells.length !== columns) {
      throw new Error(
        `${name}:${at + 1}: ${cells.length} columns instead of ${columns} (${lines[0]}): separate them by one tab each`,
      );
    }
    rows.push(cells as Columns<N>);
  }
  return rows;
}
