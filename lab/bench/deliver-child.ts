import { channelsSchema } from "../../config/notification-settings.ts";
import { openChannels } from "../../response/alerts/channels/registry.ts";
import { deliverDue, processOwner, recoverDeliveries } from "../../response/alerts/delivery.ts";
import { auditLog } from "../../state/audit.ts";
import { notificationStore } from "../../state/notifications.ts";
import { openState } from "../../state/open.ts";

/** What the parent tells a delivering process. */
export interface ChildTask {
  readonly file: string;
  readonly smtpPort: number;
  readonly channelsUrl: string;
  /** Real time at which the run began; product time runs so many times faster from a fixed instant. */
  readonly startedAtMs: number;
  readonly speed: number;
}

/** The instant at which every run begins, in product time. */
export const RUN_BEGINS = Date.parse("2026-11-24T02:00:00.000Z");
const ANSWER_TIMEOUT_MS = 250;
const ROUND_MS = 50;
const SECRET = { file: "/dev/null" };

/** Configuration that names the replica as every channel. */
export function channelsAt(url: string) {
  const api = { token: SECRET, api: url, readers: [{ email: "can-bo@anlao.example", to: "84912345678" }] };
  return channelsSchema.parse({
    webhooks: [{ id: "ioc", url: `${url}/webhook`, statusUrl: `${url}/status`, secret: SECRET }],
    zaloOa: api,
    zns: { ...api, templateId: "1" },
    sms: api,
  });
}

/** A process that delivers until it is killed, as the product does in its rounds. */
async function deliverForEver(task: ChildTask): Promise<void> {
  const db = openState(task.file);
  const mail = { host: "127.0.0.1", port: task.smtpPort, secure: false, from: "lang-nghe@anlao.example" };
  const deps = {
    notifications: notificationStore(db),
    channels: openChannels({
      settings: {
        mail: { ...mail, user: null, passwordFile: null, operator: null },
        channels: channelsAt(task.channelsUrl),
      },
      secret: () => "bi-mat-thu",
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
    }),
    audit: auditLog(db),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => new Date(RUN_BEGINS + (Date.now() - task.startedAtMs) * task.speed),
    owner: processOwner(),
  };
  recoverDeliveries(deps);
  for (;;) {
    await deliverDue(deps);
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  }
}

const [, self, task] = process.argv;
if (self === import.meta.filename && task !== undefined) await deliverForEver(JSON.parse(task) as ChildTask);
