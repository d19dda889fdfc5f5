import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isAuthentic } from "../../response/alerts/channels/webhook.ts";

/**
 * What becomes of one message: taken and answered; taken, then silence, a cut line or an error; answered twice; or not
 * taken: told to wait, out of order, refused, or silence.
 */
export type ChannelFault =
  | "take"
  | "take-twice-answered"
  | "take-then-hang"
  | "take-then-cut"
  | "take-then-500"
  | "hang"
  | "429"
  | "503"
  | "refuse";

/** One message that was taken. */
export interface TakenNote {
  readonly channel: "webhook" | "zalo-oa" | "zns" | "sms";
  /** The id for a webhook, a template message and a gateway; the reference at the text's end for the account. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Webhook receiver, Zalo account, Zalo templates and SMS gateway on one loopback port. Whoever starts it closes it. */
export interface ChannelReplica {
  readonly url: string;
  /** Every message taken, a repetition included: more than one of an id is a doubled message. */
  readonly taken: readonly TakenNote[];
  /** Requests that carried no valid token or signature. */
  readonly forged: () => number;
  close(): Promise<void>;
}

const TOKEN = "bi-mat-thu";

/** Starts the replica; `faultOf` is asked once a message. */
export async function startChannelReplica(
  faultOf: (channel: TakenNote["channel"]) => ChannelFault,
): Promise<ChannelReplica> {
  const taken: TakenNote[] = [];
  let forged = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const asked = questionOf(request, taken);
      if (asked !== null) {
        send(response, asked.status, asked.json);
        return;
      }
      const note = noteOf(request, body);
      if (note === null) {
        forged += 1;
        send(response, 401, {});
        return;
      }
      const fault = faultOf(note.channel);
      // A gateway knows a repetition by its id; the others would show the message twice.
      const repeated = note.channel === "sms" && taken.some(({ id }) => id === note.id);
      if (fault.startsWith("take") && !repeated) taken.push(note);
      answer(response, fault, note.channel);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    forged: () => forged,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** What is asked about a message: a webhook's status address, the gateway's, the account's last messages. */
function questionOf(
  request: IncomingMessage,
  taken: readonly TakenNote[],
): { readonly status: number; readonly json: unknown } | null {
  if (request.method !== "GET") return null;
  const url = new URL(request.url ?? "/", "http://localhost");
  const id = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  if (url.pathname.endsWith("/oa/conversation")) {
    const { user_id: user, count } = JSON.parse(url.searchParams.get("data") ?? "{}") as {
      user_id?: string;
      count?: number;
    };
    const rows = taken
      .filter(({ channel, to }) => channel === "zalo-oa" && to === user)
      .slice(-(count ?? 10))
      .map(({ text }) => ({ src: 0, message: text, time: Date.now() }));
    return { status: 200, json: { error: 0, data: rows } };
  }
  const known = taken.some((note) => note.id === id);
  return {
    status: known ? 200 : 404,
    json: known ? { id, status: "accepted" } : { error: "no such message" },
  };
}

/** The message in a request; null where its token or signature is wrong. */
function noteOf(request: IncomingMessage, body: string): TakenNote | null {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const json = JSON.parse(body) as Record<string, never>;
  switch (request.url) {
    case "/webhook": {
      const id = headers["langnghe-id"] ?? "";
      const timestamp = headers["langnghe-timestamp"] ?? "";
      if (!isAuthentic(TOKEN, { id, timestamp, body }, headers["langnghe-signature"] ?? "", new Date()))
        return null;
      return { channel: "webhook", id, to: "", text: String(json.text), headers };
    }
    case "/v3.0/oa/message/cs": {
      if (headers.access_token !== TOKEN) return null;
      const { recipient, message } = json as never as {
        recipient: { user_id: string };
        message: { text: string };
      };
      const id = /\[([0-9a-f]{8})\]$/.exec(message.text)?.[1] ?? "";
      return { channel: "zalo-oa", id, to: recipient.user_id, text: message.text, headers };
    }
    case "/message/template":
      if (headers.access_token !== TOKEN) return null;
      return {
        channel: "zns",
        id: String(json.tracking_id),
        to: String(json.phone),
        text: Object.values(json.template_data ?? {}).join(" "),
        headers,
      };
    default:
      if (headers.authorization !== `Bearer ${TOKEN}`) return null;
      return { channel: "sms", id: String(json.id), to: String(json.to), text: String(json.text), headers };
  }
}

function answer(
  response: ServerResponse,
  fault: ChannelFault,
  channel: TakenNote["channel"],
): ServerResponse | null {
  const zalo = channel === "zalo-oa" || channel === "zns";
  const good = zalo ? { error: 0, data: { message_id: "m" } } : { status: "accepted" };
  switch (fault) {
    case "take":
      return send(response, 200, good);
    case "take-twice-answered": {
      const text = JSON.stringify(good);
      const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
      response.socket?.end(whole + whole);
      return null;
    }
    case "take-then-hang":
    case "hang":
      return null;
    case "take-then-cut":
      response.socket?.destroy();
      return null;
    case "take-then-500":
      return send(response, 500, {});
    case "429":
      return zalo ? send(response, 200, { error: -32 }) : send(response, 429, {}, { "retry-after": "30" });
    case "503":
      return send(response, 503, {});
    case "refuse":
      return zalo ? send(response, 200, { error: -213 }) : send(response, 400, {});
  }
}

function send(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  return response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(json));
}
