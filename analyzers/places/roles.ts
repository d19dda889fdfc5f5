import type { CommuneType } from "../../config/gazetteer.ts";
import { candidatesOf, type Role } from "./candidates.ts";
import type { Mention } from "./mentions.ts";
import { type Candidate, districtKey, type NameIndex } from "./names.ts";

/** A district or province said beside a name. */
export interface Qualifier {
  readonly fits: (candidate: Candidate) => boolean;
  /** It is not the studied area's own. */
  readonly away: boolean;
}

/** A mention with what it is read as and what its neighbours say about it. */
export interface Reading {
  readonly mention: Mention;
  role: Role;
  /** The type word written before it, or before the list that it belongs to. */
  type: CommuneType | null;
  /** Its type word was in the plural: what follows by commas are communes, not districts. */
  plural: boolean;
  /** "cũ" stands after it, or after the list that it belongs to: the unit of before the reform. */
  former: boolean;
  qualifiers: readonly Qualifier[];
  /** The qualifiers stand after a later name of the same list. */
  borrowed: boolean;
  /** It only says where the name before it lies. */
  consumed: boolean;
  /** What it may mean, before its qualifiers are asked. */
  candidates: readonly Candidate[];
}

/** Reads the mentions of one text (title or body) together. */
export function readRoles(index: NameIndex, mentions: readonly Mention[], beforeReform: boolean): Reading[] {
  const readings = mentions.map(
    (mention): Reading => ({
      mention,
      role: roleOf(mention),
      type: mention.cue?.kind === "commune" ? mention.cue.type : null,
      plural: mention.cue?.kind === "commune" && mention.cue.plural,
      former: mention.former,
      qualifiers: [],
      borrowed: false,
      consumed: false,
      candidates: [],
    }),
  );
  inheritTypes(index, readings, beforeReform);
  for (let at = readings.length - 2; at >= 0; at--) {
    const reading = readings[at];
    const next = readings[at + 1];
    if (reading && next) qualify(index, reading, next, beforeReform);
  }
  for (const reading of readings) {
    const { role } = reading;
    if (role === "commune" || role === "district" || role === "open") {
      reading.candidates = candidatesOf(index, reading, beforeReform);
    }
  }
  return readings;
}

function roleOf(mention: Mention): Role {
  const { named, cue, nameLike, mixedCase } = mention;
  if (mention.denied) return "none";
  if (named.localName && cue?.kind !== "commune") return "local";
  switch (cue?.kind) {
    case "commune":
      if (named.guarded && !nameLike) return "none";
      return named.units.length > 0 ? "commune" : "none";
    case "district":
      return named.districts.length > 0 ? "district" : "none";
    case "province":
      return named.provinces.length > 0 ? "province" : "none";
    case "city":
      if (named.provinces.some((province) => province.type === "thành phố")) return "province";
      return named.districts.length > 0 ? "district" : named.provinces.length > 0 ? "province" : "none";
    case "person":
    case "thing":
      return "none";
    case "road":
      if (named.guarded || !named.local) return "none";
  }
  if (mention.partOfName) return "none";
  if (!nameLike && (named.guarded || !named.local)) return "none";
  if (named.provinces.length > 0 && !named.local) {
    return named.guarded && (!mixedCase || isPerson(mention)) ? "none" : "province";
  }
  if (named.districts.length > 0) return "open";
  return "commune";
}

/** A city named after a person ("Hồ Chí Minh") is the person until a type word says otherwise; its short forms are not. */
function isPerson({ named, from, to }: Mention): boolean {
  return (
    named.provinces.some((province) => province.type === "thành phố") &&
    to - from === named.name.split(" ").length
  );
}

/** "các xã Bát Trang, Trường Thọ và Quang Hưng": the type word holds for the whole list. */
function inheritTypes(index: NameIndex, readings: readonly Reading[], beforeReform: boolean): void {
  for (let at = 1; at < readings.length; at++) {
    const reading = readings[at];
    const previous = readings[at - 1];
    if (!reading || !previous || previous.type === null || reading.mention.cue !== null) continue;
    if (reading.role === "none" && (reading.mention.denied || !reading.mention.nameLike)) continue;
    const { link, named } = reading.mention;
    if (named.units.length === 0 || (link !== "joins" && link !== "belongs")) continue;
    const listed = link === "joins" || (previous.plural && !beforeReform);
    if (!listed && holds(index, reading, previous, beforeReform)) continue;
    if (!listed && named.provinces.length > 0) continue;
    reading.type = previous.type;
    reading.plural = previous.plural;
    reading.role = "commune";
  }
}

/** Some district named by `outer` holds a commune named by `inner`. */
function holds(index: NameIndex, outer: Reading, inner: Reading, beforeReform: boolean): boolean {
  const { named } = outer.mention;
  if (named.districts.length === 0) return false;
  const keys = named.districts.map((district) => districtKey(district.name, district.province));
  return candidatesOf(index, { mention: inner.mention, role: "commune", former: false }, beforeReform).some(
    (candidate) => candidate.unit !== null && keys.some((key) => candidate.districts.has(key)),
  );
}

function qualify(index: NameIndex, reading: Reading, next: Reading, beforeReform: boolean): void {
  const { link } = next.mention;
  if (link === "apart" || reading.role === "none" || reading.role === "province") return;
  if (
    reading.mention.cue?.kind === "hamlet" &&
    next.role === "commune" &&
    reading.mention.named.villages.length === 0
  ) {
    // "thôn Quang Trung, xã Bát Trang": a hamlet of that commune, whatever else bears its name.
    reading.role = "none";
    return;
  }
  if (link === "joins") {
    if (next.former) reading.former = true;
    if (next.role === "commune" && reading.role === "commune") lend(reading, next);
    return;
  }
  if (next.role === "open" && reading.role !== "local" && holds(index, next, reading, beforeReform)) {
    if (link !== "belongs" || !reading.plural || beforeReform) next.role = "district";
  }
  if (next.role === "district" || next.role === "province") {
    // A district lies in a province, never in a district: "An Lão, Bình Lục" is a commune.
    if (reading.role === "open" && next.role === "district") reading.role = "commune";
    if (reading.role === "district" && next.role === "district") return;
    reading.qualifiers = [qualifierOf(index, next), ...next.qualifiers];
    next.consumed = true;
  } else if (next.role === "commune" && reading.role === "commune" && link === "belongs") lend(reading, next);
}

function lend(reading: Reading, next: Reading): void {
  if (next.qualifiers.length === 0) return;
  reading.qualifiers = next.qualifiers;
  reading.borrowed = true;
}

/** The area's own province, or one that was merged into it. */
function isHomeProvince(index: NameIndex, name: string): boolean {
  const now = index.provinceNow.get(name) ?? [];
  return index.area.provinces.has(name) || now.some((province) => index.area.provinces.has(province));
}

function qualifierOf(index: NameIndex, { role, mention }: Reading): Qualifier {
  const { named } = mention;
  if (role === "province") {
    const names = named.provinces.map((province) => province.name);
    return {
      fits: (candidate) => names.some((name) => candidate.provinces.has(name)),
      away: !names.some((name) => isHomeProvince(index, name)),
    };
  }
  const keys = named.districts.map((district) => districtKey(district.name, district.province));
  return {
    fits: (candidate) => keys.some((key) => candidate.districts.has(key)),
    away: !keys.some((key) => index.area.districts.has(key)),
  };
}
