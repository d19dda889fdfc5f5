import { describe, expect, it } from "vitest";
import { channelsSchema, notificationsSchema } from "../../../config/notification-settings.ts";
import type { Instant } from "../../../model/ids.ts";
import { quietUntil } from "../../../response/alerts/policy.ts";

const NIGHT = { from: "21:00", to: "06:00", roles: ["leader" as const], pass: ["high" as const] };
const NOON = { ...NIGHT, from: "11:30", to: "13:30" };

describe("quiet hours, on the clocks of Viet Nam", () => {
  it.each([
    ["2026-11-22T13:59:59.000Z", null],
    ["2026-11-22T14:00:00.000Z", "2026-11-22T23:00:00.000Z"],
    ["2026-11-22T16:59:00.000Z", "2026-11-22T23:00:00.000Z"],
    ["2026-11-22T17:30:00.000Z", "2026-11-22T23:00:00.000Z"],
    ["2026-11-22T22:59:59.000Z", "2026-11-22T23:00:00.000Z"],
    ["2026-11-22T23:00:00.000Z", null],
  ])("at %s end at %s", (now, until) => {
    expect(quietUntil(now as Instant, "alert", NIGHT)).toBe(until);
  });

  it("let pass what is urgent, may lie within a day, and may be none", () => {
    expect(quietUntil("2026-11-22T17:30:00.000Z" as Instant, "high", NIGHT)).toBeNull();
    expect(quietUntil("2026-11-22T05:00:00.000Z" as Instant, "alert", NOON)).toBe("2026-11-22T06:30:00.000Z");
    expect(quietUntil("2026-11-22T17:30:00.000Z" as Instant, "alert", null)).toBeNull();
  });
});

describe("what configuration refuses", () => {
  it.each([
    ["quiet hours that never end", notificationsSchema, { quietHours: { from: "06:00", to: "06:00" } }],
    ["a budget of none", notificationsSchema, { pushedPerDay: { officer: 0 } }],
    [
      "a secret in the file itself",
      channelsSchema,
      { sms: { api: "https://a.example", token: "abc", readers: [] } },
    ],
    [
      "a webhook without encryption to another machine",
      channelsSchema,
      { webhooks: [{ id: "a", url: "http://a.example/x", secret: { environment: "A" } }] },
    ],
    [
      "a number written as at home",
      channelsSchema,
      {
        sms: {
          api: "https://a.example",
          token: { file: "/x" },
          readers: [{ email: "a@b.example", to: "0912345678" }],
        },
      },
    ],
  ] as const)("%s", (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it("takes an address of this machine without encryption", () => {
    const webhook = { id: "a", url: "http://127.0.0.1:9000/x", secret: { environment: "A" } };
    expect(channelsSchema.safeParse({ webhooks: [webhook] }).success).toBe(true);
  });
});
