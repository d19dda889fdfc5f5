import type { freshnessVi } from "./freshness.vi.ts";

/** How soon what is published can be found, and how pages were read; English. */
export const freshnessEn: typeof freshnessVi = {
  title: "From publication until it can be found",
  note: "Of what was published in the last 7 days, after the source was first read.",
  none: "Too little is new so far to tell.",
  classes: {
    priority: "Priority sources",
    ordinary: "Other sources",
    comments: "Comments under articles (read again at growing distances)",
  },
  line: (half: string, most: string) => `half within ${half}, 95% within ${most}`,
  goal: (minutes: string) => `goal: ${minutes} minutes`,
  late: "slower than the goal",
  minutes: (count: string) => `${count} min`,
  underMinute: "1 min",
  hours: (count: string) => `${count} h`,
  source: (most: string) => `95% can be found within ${most}`,
  reading: (parts: string) => `How pages were read, 7 days: ${parts}`,
  extractors: {
    site: "the site's own parser",
    "structured-data": "data in the page",
    generic: "general extraction",
    none: "no text found",
  },
};
