import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { listen } from "../../replica/serve.ts";
import { heavyPage } from "./page.ts";

/** Serves one heavy page under any article address, gzip, to whoever is measured; a file as argument takes its place. */
const file = process.argv[2];
const zipped = gzipSync(file === undefined ? heavyPage() : readFileSync(file));
const served = await listen((request, response) => {
  if (request.url === "/robots.txt") {
    response.writeHead(200, { "content-type": "text/plain" });
    response.end("User-agent: *\nDisallow: /admin/\nDisallow: /?\n");
    return;
  }
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "gzip",
    "content-length": zipped.length,
  });
  response.end(zipped);
});
process.stdout.write(`${served.url}\n`);
