import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Clock } from "../../model/time.ts";
import type { Site } from "./markup.ts";

/** One request as a site's own log would have it: politeness is proved from these. */
export interface LoggedRequest {
  readonly site: string;
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
  readonly status: number;
  /** Real time, milliseconds since the epoch. */
  readonly atMs: number;
}

/** A site that listens; whoever started it closes it. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves one site on loopback, with validators and gzip as real sites have them. Port 0 takes a free one. */
export async function serveSite(
  name: string,
  site: Site,
  options: { readonly now: Clock; readonly port: number; readonly log: LoggedRequest[] },
): Promise<Served> {
  return await listen((request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    const answer = site(url, options.now());
    const body = Buffer.from(answer.body);
    const etag = `"${createHash("sha1").update(body).digest("hex").slice(0, 20)}"`;
    const known = answer.status === 200 && request.headers["if-none-match"] === etag;
    send(request, response, {
      status: known ? 304 : answer.status,
      type: answer.type,
      etag,
      body: known ? Buffer.alloc(0) : body,
    });
    options.log.push({
      site: name,
      method: request.method ?? "",
      path: request.url ?? "",
      userAgent: request.headers["user-agent"] ?? "",
      status: response.statusCode,
      atMs: Date.now(),
    });
  }, options.port);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { readonly status: number; readonly type: string; readonly etag: string; readonly body: Buffer },
): void {
  const zipped =
    /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? "")) && answer.body.length > 1024;
  response.writeHead(answer.status, {
    "content-type": answer.type,
    ...(answer.status < 400 && { etag: answer.etag }),
    ...(zipped && { "content-encoding": "gzip" }),
  });
  response.end(
    request.method === "HEAD" ? undefined : zipped ? gzipSync(answer.body, { level: 1 }) : answer.body,
  );
}

/** Listens on 127.0.0.1; `close` ends open connections too. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<Served> {
  const server: Server = createServer(handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
