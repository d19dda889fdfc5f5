import { isObject, type JsonObject, objects } from "../comments/service.ts";

/** Answers of APIs are read field by field: what is missing or of another kind is null, never a reason to stop. */
export { isObject, type JsonObject };

/** The objects of a list; none when it is no list. */
export const listOf: (value: unknown) => readonly JsonObject[] = objects;

/** A text, or a number as text; null when it is neither or empty. */
export const textOf = (value: unknown): string | null => {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
  return text === "" ? null : text;
};

/** A number, also one written as text; null when it is neither. */
export const numberOf = (value: unknown): number | null => {
  const number = textOf(value) === null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
};

/** A value at a path of names below; undefined where the path ends early. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((current, name) => (isObject(current) ? current[name] : undefined), value);

/** A text as it is stored: composed, without blanks around it; empty when there is none. */
export const saidIn = (value: unknown): string => (textOf(value) ?? "").normalize("NFC").trim();
