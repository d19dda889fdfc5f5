import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "./config.ts";
import { alertRuleSchema, settingsSchema } from "./schema.ts";

/**
 * A change of rules on trial: thresholds and floors as in settings.yaml, alert rules as in config/alert-rules. What a
 * file does not name stays as it is; a rule with a known id takes its place.
 */
const rehearsedSchema = z.strictObject({
  detection: z.record(z.string(), z.number()).default({}),
  floors: z.record(z.string(), z.number()).default({}),
  rules: z.array(alertRuleSchema).default([]),
});

/** The configuration as it would be with the rules of `file`; otherwise every problem of it, as sentences. */
export function withRules(
  config: Config,
  file: string,
): { readonly config: Config } | { readonly problems: readonly string[] } {
  let raw: unknown;
  try {
    raw = parse(readFileSync(file, "utf8"));
  } catch (cause) {
    return {
      problems: [
        `${file}: cannot be read as YAML (${cause instanceof Error ? cause.message : String(cause)})`,
      ],
    };
  }
  // A file of config/alert-rules is one rule by itself.
  const whole = alertRuleSchema.safeParse(raw);
  const read = rehearsedSchema.safeParse(whole.success ? { rules: [raw] } : (raw ?? {}));
  if (!read.success) return { problems: sentences(file, read.error) };
  const { detection, floors, rules } = read.data;
  const settings = settingsSchema.safeParse({
    ...config.settings,
    detection: { ...config.settings.detection, ...detection },
    floors: { ...config.settings.floors, ...floors },
  });
  if (!settings.success) return { problems: sentences(file, settings.error) };
  const ids = new Set(rules.map(({ id }) => id));
  const alertRules = [...config.alertRules.filter(({ id }) => !ids.has(id)), ...rules];
  return { config: { ...config, settings: settings.data, alertRules } };
}

function sentences(file: string, error: z.ZodError): readonly string[] {
  return error.issues.map(({ path, message }) => `${file}: ${path.join(".") || "the file"}: ${message}`);
}
