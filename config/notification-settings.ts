import { z } from "zod";

/** What leaves the machine is encrypted; only a service on the machine itself may go without. */
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$))/.test(url),
    "use https://, or an address of this machine",
  );
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of the day: "21:00"');
/**
 * Where a secret lies: in a file, or in a variable of the environment. The secret itself never stands in configuration.
 */
export const secretSchema = z.union([
  z.strictObject({ file: z.string().min(1) }),
  z.strictObject({
    environment: z.string().regex(/^[A-Z][A-Z0-9_]*$/, "use capitals, digits and underscores"),
  }),
]);
const levels = z.array(z.enum(["alert", "high"])).min(1);

/** When and how often people are told. Defaults follow research/hotspots section 5, in hours of the Vietnamese day. */
export const notificationsSchema = z.strictObject({
  /** Pushed tellings wait for the morning; null: they never wait. */
  quietHours: z
    .strictObject({
      from: clockTime.default("21:00"),
      to: clockTime.default("06:00"),
      /** Whose alerts wait; officers on duty are told at any hour. */
      roles: z.array(z.enum(["officer", "leader"])).default(["leader"]),
      /** Which levels are pushed at night too. */
      pass: z.array(z.enum(["alert", "high"])).default(["high"]),
    })
    .refine(({ from, to }) => from !== to, "quiet hours end at another time than they begin")
    .nullable()
    .prefault({}),
  /** Pushed alerts a reader gets in a day; the rest goes into the daily list. */
  pushedPerDay: z
    .strictObject({
      officer: z.number().int().min(1).default(6),
      leader: z.number().int().min(1).default(3),
    })
    .prefault({}),
  /** When the daily list goes out, where anything waits for it. */
  dailyListAt: clockTime.default("17:00"),
  /** Who is told when nobody acknowledged after so many office hours, in this order. */
  escalation: z
    .array(
      z.strictObject({
        afterWorkingHours: z.number().min(0.5).max(80),
        role: z.enum(["officer", "leader"]),
      }),
    )
    .default([{ afterWorkingHours: 4, role: "leader" }]),
  /** How long the link in a mail acknowledges. */
  acknowledgeLinkHours: z
    .number()
    .int()
    .min(1)
    .max(14 * 24)
    .default(72),
});
export type NotificationSettings = z.output<typeof notificationsSchema>;

const phone = z.string().regex(/^84\d{8,10}$/, "write the number as the network does: 84912345678");
/** Somebody with an account, by the account's e-mail, and where this channel reaches them. */
const reader = <T extends z.ZodType>(address: T) => z.strictObject({ email: z.email(), to: address });

/** Ways to reach people beside mail; each is off until it is named. */
export const channelsSchema = z.strictObject({
  /** Systems that are told; each gets every alert of its levels, signed. */
  webhooks: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and hyphens"),
        url: httpUrl,
        secret: secretSchema,
        /** Answers 200 for a delivery it has and 404 for one it has not: GET <statusUrl>/<id>. */
        statusUrl: httpUrl.nullable().default(null),
        levels: levels.default(["alert", "high"]),
        language: z.enum(["vi", "en"]).default("vi"),
      }),
    )
    .default([]),
  /** Messages of the authority's Zalo Official Account to staff who follow it (within seven days of their last word). */
  zaloOa: z
    .strictObject({
      token: secretSchema,
      api: httpUrl.default("https://openapi.zalo.me"),
      levels: levels.default(["alert", "high"]),
      readers: z.array(reader(z.string().regex(/^\d{6,25}$/, "the Zalo user id, digits only"))).min(1),
    })
    .nullable()
    .default(null),
  /** Zalo's template messages, by phone number; the template is approved by Zalo beforehand. */
  zns: z
    .strictObject({
      token: secretSchema,
      api: httpUrl.default("https://business.openapi.zalo.me"),
      templateId: z.string().min(1),
      levels: levels.default(["high"]),
      readers: z.array(reader(phone)).min(1),
    })
    .nullable()
    .default(null),
  /** Short messages through a gateway that speaks the small HTTP interface of docs/channels.md. */
  sms: z
    .strictObject({
      token: secretSchema,
      api: httpUrl,
      levels: levels.default(["high"]),
      readers: z.array(reader(phone)).min(1),
      /** Without diacritics 160 characters fit into one message, with them 70. */
      diacritics: z.boolean().default(false),
    })
    .nullable()
    .default(null),
});
export type ChannelsSettings = z.output<typeof channelsSchema>;
