import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** A proxy that lets nothing through. Whoever starts it closes it. */
export interface ClosedProxy {
  readonly url: string;
  /** What the browser tried to reach by itself: "GET http://…", "CONNECT host:port"; the last hundred. */
  readonly attempts: readonly string[];
  close(): Promise<void>;
}

const MOST_ATTEMPTS = 100;

/**
 * Stands between the browser and every network. All that a page may have is handed to it by our own client; whatever takes
 * another way (redirects, WebSockets, service workers, preconnects) ends here.
 */
export async function startClosedProxy(): Promise<ClosedProxy> {
  const attempts: string[] = [];
  const note = (attempt: string): void => {
    attempts.push(attempt.slice(0, 200));
    if (attempts.length > MOST_ATTEMPTS) attempts.shift();
  };
  const refuse = (socket: Duplex): void => {
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  };
  const server = createServer((request, response) => {
    note(`${request.method} ${request.url}`);
    response.writeHead(403, { connection: "close" });
    response.end();
  });
  server.on("connect", (request, socket) => {
    note(`CONNECT ${request.url}`);
    refuse(socket);
  });
  server.on("upgrade", (request, socket) => {
    note(`UPGRADE ${request.url}`);
    refuse(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    attempts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
