import { z } from "zod";
import { CITIZEN_TEXT_DAYS, SENSITIVE_VOICE_FLOOR, SOURCE_FLOOR, VOICE_FLOOR } from "../model/floors.ts";
import { channelsSchema, notificationsSchema, secretSchema } from "./notification-settings.ts";

/**
 * Every setting once: its name, type, default and limits. `load.ts` reads the files and reports all problems together.
 * Unknown keys are mistakes; a floor can be raised, never lowered.
 */
const bilingual = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) });
const identifier = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and hyphens");
const httpUrl = z.url({ protocol: /^https?$/ });

export const settingsSchema = z.strictObject({
  area: z.strictObject({
    name: bilingual,
    /** Codes of the communes studied, in force today. */
    communes: z.array(z.string().regex(/^\d{1,5}$/)).min(1),
    province: z.string().min(1),
    /** The district that covered the area until 30 June 2025, if any. */
    oldDistrict: z.string().nullable().default(null),
    /** Names that stand for the area in running text beside its units (old district, villages, roads, schools). */
    localNames: z.array(z.string().min(1)).default([]),
  }),
  floors: z
    .strictObject({
      voices: z.number().int().min(VOICE_FLOOR).default(VOICE_FLOOR),
      sources: z.number().int().min(SOURCE_FLOOR).default(SOURCE_FLOOR),
      sensitiveVoices: z.number().int().min(SENSITIVE_VOICE_FLOOR).default(SENSITIVE_VOICE_FLOOR),
    })
    .prefault({}),
  retention: z
    .strictObject({
      citizenTextDays: z.number().int().min(1).max(CITIZEN_TEXT_DAYS).default(CITIZEN_TEXT_DAYS),
      staffSessionDays: z.number().int().min(1).max(30).default(30),
    })
    .prefault({}),
  web: z
    .strictObject({
      host: z.string().default("127.0.0.1"),
      port: z.number().int().min(0).max(65535).default(8080),
      /** As people type it; https behind the proxy. Mails link here. */
      baseUrl: httpUrl.default("http://localhost:8080"),
    })
    .prefault({}),
  mail: z
    .strictObject({
      host: z.string().min(1),
      port: z.number().int().min(1).max(65535).default(587),
      secure: z.boolean().default(false),
      from: z.string().min(3),
      user: z.string().nullable().default(null),
      /** A file that holds the password; the password itself never stands in configuration. */
      passwordFile: z.string().nullable().default(null),
      /** Where the operator hears that something fell silent. */
      operator: z.email().nullable().default(null),
    })
    .nullable()
    .default(null),
  notifications: notificationsSchema.prefault({}),
  channels: channelsSchema.prefault({}),
  crawl: z.strictObject({
    /** Named in the user agent, so that a site can reach us. */
    contact: z.string().min(3),
    /** Hosts allowed although their address is private (a replica, an intranet portal): "host" or "host:port". */
    allowPrivateHosts: z.array(z.string()).default([]),
    concurrency: z.number().int().min(1).max(64).default(8),
  }),
  detection: z
    .strictObject({
      watch: z.number().min(2).default(3),
      alert: z.number().min(2.5).default(3.5),
      /** For cells above 20 voices a day. */
      alertBusy: z.number().min(2.5).default(3.9),
      high: z.number().min(3).default(5),
    })
    .prefault({}),
  schedule: z
    .strictObject({
      detect: z.string().default("5 * * * *"),
      closeDay: z.string().default("20 0 * * *"),
      digest: z.string().default("0 7 * * 1"),
      retain: z.string().default("40 3 * * *"),
    })
    .prefault({}),
  backup: z
    .strictObject({
      directory: z.string().nullable().default(null),
      everyHours: z.number().min(1).default(24),
    })
    .prefault({}),
});
export type Settings = z.output<typeof settingsSchema>;

export const SOURCE_SHAPES = [
  "vnexpress",
  "tuoitre",
  "thanhnien",
  "dantri",
  "vietnamnet",
  "bao-hai-phong",
  "an-ninh-hai-phong",
  "nukeviet",
  "liferay",
  "xenforo",
  "generic",
  "youtube",
  "facebook-page",
  "zalo-oa",
] as const;
/** Shapes that are read through the platform's own API with the operator's key, never from its pages. */
export const PLATFORM_SHAPES = ["youtube", "facebook-page", "zalo-oa"] as const;
export type PlatformShape = (typeof PLATFORM_SHAPES)[number];
export const COMMENT_SERVICES = [
  "usi-saas",
  "tuoitre",
  "cnnd",
  "dantri",
  "dantri-old",
  "vietnamnet",
] as const;
/** CSS selectors for a site of no known system; what is left out is found by the generic extractor. */
const selectorsSchema = z.strictObject({
  title: z.string().min(1).optional(),
  lead: z.string().min(1).optional(),
  /** The element, or the paragraphs, that hold the text. */
  body: z.string().min(1).optional(),
  /** Inside the body, but not said by the article: captions, boxes of other articles. */
  drop: z.array(z.string().min(1)).default([]),
  date: z.string().min(1).optional(),
  dateOrder: z.enum(["day-first", "month-first"]).default("day-first"),
  /** Links to articles on a list page, and the link to the list's next page. */
  list: z.string().min(1).optional(),
  next: z.string().min(1).optional(),
});
export type Selectors = z.output<typeof selectorsSchema>;

export type SecretPlace = z.output<typeof secretSchema>;

/** How a platform's API is asked. */
const platformSchema = z.strictObject({
  /** The operator's key: YouTube's API key, the Facebook page's token, the Zalo account's access token. */
  key: secretSchema,
  /** Comments are read too, where the platform gives them. */
  comments: z.boolean().default(true),
  /** Calls that the operator grants this source a day: YouTube counts 1 to 5 units each, of 10,000 shared by a project. */
  quotaPerDay: z.number().int().min(1).default(3000),
  /** Where the API is, without a slash at the end; left out: the platform's own address. */
  api: httpUrl.optional(),
  /** Zalo only: with these an access token that has ended (25 hours) is replaced, and the new pair written to `tokens`. */
  refresh: z
    .strictObject({
      appId: z.string().min(1),
      appKey: secretSchema,
      /** A file that we may write, with {"accessToken", "refreshToken"}; once it is there it goes before `key`. */
      tokens: z.string().min(1),
      /** Where tokens are renewed; left out: Zalo's own address. */
      endpoint: httpUrl.optional(),
    })
    .optional(),
});

/** How a page that is empty without JavaScript is opened in a browser. */
const renderSchema = z.strictObject({
  /** CSS selector of what must be there before the page is read. */
  waitFor: z.string().min(1),
  /** The page is given up after this. */
  maxMs: z.number().int().min(1000).max(30_000).default(15_000),
});

export const sourceSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  /** Sources of one owner or page family count as one independent source. */
  group: identifier.optional(),
  /** local: everything here concerns the area; national: a name that exists elsewhere needs a neighbour. */
  scope: z.enum(["local", "national"]),
  /** institution: articles, address kept; citizen: posts of the public, no address. */
  speaker: z.enum(["institution", "citizen"]).default("institution"),
  enabled: z.boolean().default(true),
  priority: z.boolean().default(false),
  legalNote: z.string().min(1),
  shape: z.enum(SOURCE_SHAPES),
  /** Every address fetched, redirects included, must be on one of these. */
  hosts: z.array(z.string().min(1)).min(1),
  feeds: z.array(httpUrl).default([]),
  sitemaps: z.array(httpUrl).default([]),
  /** Entries whose address does not match are not articles. */
  urlPattern: z.string().optional(),
  comments: z
    .strictObject({
      service: z.enum(COMMENT_SERVICES),
      endpoint: httpUrl,
      enabled: z.boolean().default(false),
      /** Who at the site allowed it, and when. Such services are undocumented: without this they stay off. */
      permission: z.string().min(10).nullable().default(null),
    })
    .optional(),
  /** For YouTube, Facebook pages and Zalo accounts. */
  platform: platformSchema.optional(),
  /** For pages that are empty without JavaScript; needs Chromium on the machine. Feeds are read without it. */
  render: renderSchema.optional(),
  /** For `shape: generic`: where things stand on the site's pages. */
  selectors: selectorsSchema.optional(),
  /** Query fields that tell one page from another; when given, all others are dropped from addresses. */
  keepQuery: z.array(z.string().min(1)).optional(),
  pace: z
    .strictObject({
      gapMs: z.number().int().min(0).default(5000),
      maxPerDay: z.number().int().min(1).default(2000),
      /** Hours of the Vietnamese day in which the source is read, "06:00-22:30"; null: at any time. */
      activeHours: z
        .string()
        .regex(
          /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/,
          'write two times of the day: "06:00-22:30"',
        )
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** Between two polls at first; then the interval follows what the feed brings and asks for, within these bounds. */
  everyMinutes: z.number().int().min(1).max(1440).default(15),
  interval: z
    .strictObject({
      minMinutes: z.number().int().min(1).max(1440).default(5),
      /** 45 leaves a quarter of an hour for reading, so that everything is searchable within the hour. */
      maxMinutes: z.number().int().min(1).max(1440).default(45),
    })
    .prefault({}),
  /** When a source counts as rebuilt: shares of its articles over the last days that still have a title, a text, and its parser's shape. */
  drift: z
    .strictObject({
      minTitleRate: z.number().min(0).max(1).default(0.9),
      minBodyRate: z.number().min(0).max(1).default(0.8),
      minParserRate: z.number().min(0).max(1).default(0.5),
      /** Fewer new articles on a whole day than this are a silence; 0: any number is fine. */
      minItemsPerDay: z.number().min(0).default(0),
    })
    .prefault({}),
  /** First day from which everything that the source published was read; null: from its first poll. */
  completeSince: z.iso.date().nullable().default(null),
});
export type SourceSettings = z.output<typeof sourceSchema>;

/** One term of a topic: the words, and optionally neighbours that it needs or that switch it off. */
const termSchema = z.union([
  z.string().min(1),
  z.strictObject({
    term: z.string().min(1),
    weight: z.number().gt(0).max(3).default(1),
    /** At least one of these within the same sentence. */
    near: z.array(z.string().min(1)).default([]),
    /** None of these within the same sentence. */
    not: z.array(z.string().min(1)).default([]),
    /** Counts only with its diacritics: without them it reads as something else ("tự vẫn" as "tư vấn"). */
    marked: z.boolean().default(false),
    note: z.string().optional(),
  }),
]);
const topicPart = {
  name: bilingual,
  description: bilingual,
  /** Sensitive subjects are counted for the whole area only, from the higher floor, without excerpts (promise 7). */
  sensitive: z.boolean().default(false),
  terms: z.array(termSchema).min(1),
  /** Phrases in which a term does not count ("đất nước" for "đất"). */
  exclude: z.array(z.string().min(1)).default([]),
};
export const topicFileSchema = z.strictObject({
  id: identifier,
  ...topicPart,
  children: z.array(z.strictObject({ id: z.string().regex(/^[a-z-]+\/[a-z-]+$/), ...topicPart })).default([]),
  /** `check-config` runs these: each text must (or must not) be given the topic named. */
  examples: z
    .array(
      z.strictObject({
        text: z.string().min(1),
        topic: z.string().min(1),
        expected: z.boolean().default(true),
      }),
    )
    .min(3),
});
export type TopicFile = z.output<typeof topicFileSchema>;
export type TopicTerm = z.output<typeof termSchema>;

const PARTS_OF_SPEECH = ["adjective", "verb", "noun", "adverb", "interjection", "idiom"] as const;
/** One polar entry; weight in [-3, 3] without 0: strength of the leaning towards the matter spoken of. */
const polarEntrySchema = z.strictObject({
  term: z.string().min(1),
  weight: z
    .number()
    .min(-3)
    .max(3)
    .refine((weight) => weight !== 0, "a polar entry leans one way; drop it instead"),
  pos: z.enum(PARTS_OF_SPEECH),
  /** Names a happening or a plain quality (fire, theft, investment): an article that says it only reports. */
  event: z.boolean().default(false),
  note: z.string().optional(),
});
/**
 * Turns of speech with open places: "<hạn> nay … <chưa>". In `say`, `<name>` is a class, `[a|b]` a choice, "…" a gap of at
 * most `within` words inside the sentence; `<số>` is any number.
 */
const constructionSchema = z.strictObject({
  say: z.string().min(1),
  /** In [-3, 3]; 0 claims its words, so that no later construction reads them. */
  weight: z.number().min(-3).max(3),
  within: z.number().int().min(0).max(12).default(6),
  /** Counts only in a sentence where nothing else leans: what it says is likely, not certain. */
  alone: z.boolean().default(false),
  /** Shaped as a question that asks nothing ("thế thì họp làm gì?"): a question mark does not weaken it. */
  rhetorical: z.boolean().default(false),
  /** Not looked for in text without diacritics, where it reads as something else. */
  onlyMarked: z.boolean().default(false),
  /** A sentence that it reads so; checked by the tests. */
  example: z.string().optional(),
  note: z.string().optional(),
});
const constructionsFileSchema = z.strictObject({
  kind: z.literal("constructions"),
  about: z.string(),
  classes: z.record(z.string(), z.array(z.string())).default({}),
  constructions: z.array(constructionSchema),
});
/** A lexicon file, by kind. Small closed lists (negators, intensifiers…) are maps from term to factor. */
export const lexiconFileSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("polarity"), about: z.string(), entries: z.array(polarEntrySchema) }),
  z.strictObject({
    kind: z.literal("emoji"),
    about: z.string(),
    entries: z.record(z.string(), z.number().min(-3).max(3)),
  }),
  z.strictObject({
    kind: z.literal("syntax"),
    about: z.string(),
    negators: z.array(z.string()),
    falseNegators: z.array(z.string()),
    intensifiers: z.record(z.string(), z.number().gt(0)),
    downtoners: z.record(z.string(), z.number().gt(0)),
    contrast: z.array(z.string()),
    wishes: z.array(z.string()),
    questions: z.array(z.string()),
    scopeStops: z.array(z.string()),
    /** "tuy A nhưng B": what follows one of these counts less than what the contrast brings. */
    concessives: z.array(z.string()).default([]),
    /** Phrases in which no polar word counts ("kinh tế" for "tế" written without marks). */
    neutral: z.array(z.string()).default([]),
    /** Verbs that turn the trouble after them into good news ("khắc phục", "giảm", "bắt giữ"). */
    resolvers: z.array(z.string()).default([]),
    /** Adjectives that complain only when too much of them is said ("quá cao", "cao quá"). */
    plainAdjectives: z.array(z.string()).default([]),
    /** Marks of irony: they lower the confidence, never change the sign. */
    irony: z.array(z.string()).default([]),
    /** Syllables that are read the same way without their marks ("tot" is "tốt"); others are never matched alone then. */
    safeUnmarked: z.array(z.string()).default([]),
    /** Phrases that count only with their diacritics: without them they read as something else ("mê tơi" as "mẹ tôi"). */
    onlyMarked: z.array(z.string()).default([]),
    /** Openings that ask for information, whatever follows ("cho hỏi", "đề nghị cho biết"). */
    inquiries: z.array(z.string()).default([]),
    /** Verbs that, at the head of a sentence, ask for something to be done ("bổ sung thêm giáo viên"). */
    imperatives: z.array(z.string()).default([]),
    /** What one wishes a person: a sentence that wishes it is kind, not a complaint ("mong bác sớm bình phục"). */
    blessings: z.array(z.string()).default([]),
    /** Negators that blame nobody by themselves ("không phải", "không biết"). */
    mildNegators: z.array(z.string()).default([]),
    /** Words of address that may follow the "không" that asks ("rảnh không các bác"). */
    vocatives: z.array(z.string()).default([]),
    /** Thanks that, alone behind a request, are for the trouble of answering and praise nobody. */
    thanks: z.array(z.string()).default([]),
    /** Remedies that may stand behind the trouble that they ended ("trộm vặt giảm hẳn"). */
    remediesBehind: z.array(z.string()).default([]),
    /** Particles that make a sentence advice between neighbours ("đi lối đê nhé"). */
    adviceParticles: z.array(z.string()).default([]),
    /** Particles of somebody who wants an answer ("sao không thấy bác Ba nhỉ?"): such a question reproaches nobody. */
    askingParticles: z.array(z.string()).default([]),
    /** Words after which "hay" has praised; before any other word it is "or" or "often". */
    afterPraise: z.array(z.string()).default([]),
    /** Words of reason: behind them "nên" means "so", not "should". */
    reasons: z.array(z.string()).default([]),
    /**
     * Two parts with a gap ("chưa … đã", "lại … nữa"): at most `within` syllables between them. Weight 0: the first part
     * does not negate ("chưa bao giờ … như thế" praises).
     */
    patterns: z
      .array(
        z.strictObject({
          first: z.string().min(1),
          // biome-ignore lint/suspicious/noThenProperty: a schema is never awaited; the word is what an officer reads.
          then: z.string().min(1),
          within: z.number().int().min(0).max(12),
          weight: z.number().min(-3).max(3),
        }),
      )
      .default([]),
  }),
  z.strictObject({
    kind: z.literal("teencode"),
    about: z.string(),
    entries: z.record(z.string(), z.string()),
  }),
  constructionsFileSchema,
  z.strictObject({ kind: z.literal("words"), about: z.string(), words: z.array(z.string()) }),
  /** Offices, organisations, projects and brands that are no persons, for the redactor. */
  z.strictObject({ kind: z.literal("agencies"), about: z.string(), names: z.array(z.string()) }),
]);
export type LexiconFile = z.output<typeof lexiconFileSchema>;
export type PolarEntry = z.output<typeof polarEntrySchema>;

export const unitsSchema = z.strictObject({
  units: z.array(
    z.strictObject({
      id: identifier,
      name: z.string().min(1),
      topics: z.array(z.string()).default([]),
      communes: z.array(z.string()).default([]),
    }),
  ),
});
export type Units = z.output<typeof unitsSchema>;

export const calendarSchema = z.strictObject({
  holidays: z.array(
    z.strictObject({
      name: z.string().min(1),
      from: z.iso.date(),
      to: z.iso.date(),
      factor: z.number().min(0.2).max(5).default(1.5),
      /** Holidays of one kind are the same one of other years: how loud it was then is learned. */
      kind: identifier.nullable().default(null),
    }),
  ),
  /** Holidays that come back: "9-2" by the sun, "lunar 1-1" by the moon; a year's official dates above hold instead. */
  yearly: z
    .array(
      z.strictObject({
        kind: identifier,
        name: z.string().min(1),
        on: z
          .string()
          .regex(/^(lunar )?([1-9]|1[0-2])-([1-9]|[12]\d|3[01])$/, 'write month-day as "9-2" or "lunar 1-1"'),
        daysBefore: z.number().int().min(0).max(10).default(0),
        daysAfter: z.number().int().min(0).max(15).default(0),
        factor: z.number().min(0.2).max(5).default(1.5),
      }),
    )
    .default([]),
  /** Weekend days on which offices work in exchange for a day off. */
  makeUpDays: z.array(z.strictObject({ name: z.string().min(1), day: z.iso.date() })).default([]),
});
export type Calendar = z.output<typeof calendarSchema>;

/** A rule that narrows or mutes alerts for some topics; it can never lower a floor. */
export const alertRuleSchema = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  topics: z.array(z.string()).default([]),
  minVoices: z.number().int().min(VOICE_FLOOR).default(VOICE_FLOOR),
  /** Extra words that make a concern a matter of safety (level high from 20 voices). */
  safetyWords: z.array(z.string()).default([]),
});
export type AlertRule = z.output<typeof alertRuleSchema>;

const span = z.strictObject({
  days: z.number().int().min(0).max(365),
  /** calendar: days run through weekends and holidays, and one that would end there ends on the next working day. */
  count: z.enum(["working", "calendar"]).default("working"),
});
/** One office's clocks, with the paper that sets them. */
const ruleSetSchema = z.strictObject({
  id: identifier,
  name: bilingual,
  basis: z.string().min(1),
  /** From detection until an officer has looked. */
  triage: span.prefault({ days: 1 }),
  /** From routing until the unit has accepted. */
  accept: span.prefault({ days: 1 }),
  approve: span.prefault({ days: 1 }),
  /** From approval until the answer is public. */
  publish: span.prefault({ days: 1 }),
  /** From publication until somebody looks whether it helped. */
  verify: span.prefault({ days: 28, count: "calendar" }),
  /** The kinds of concern, each with its time for an answer; the first is what a form proposes. */
  kinds: z
    .array(
      z.strictObject({
        id: identifier,
        name: bilingual,
        answer: span,
        countsFrom: z.enum(["detected", "routed"]).default("routed"),
        lateNeedsReason: z.boolean().default(true),
      }),
    )
    .min(1),
});
export const caseRulesSchema = z.strictObject({
  /** The rule set in force. */
  use: identifier,
  ruleSets: z.array(ruleSetSchema).min(1),
  /** Hours of an office day (0 to 24), for the moments at which people are reminded. */
  officeHours: z
    .strictObject({ from: z.number().min(0).max(23), to: z.number().min(1).max(24) })
    .refine(({ from, to }) => from < to, "the office closes after it opens")
    .prefault({ from: 8, to: 17 }),
  /** Re-routings between units before a leader decides; two at most, or a concern wanders. */
  maxReroutes: z.number().int().min(0).max(2).default(2),
  /** Weeks of calm after publication after which "solved" is proposed. */
  calmWeeks: z.number().int().min(1).max(12).default(2),
});
export type CaseRulesFile = z.output<typeof caseRulesSchema>;
