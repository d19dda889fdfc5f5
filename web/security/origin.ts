import type { FastifyRequest } from "fastify";

/**
 * Whether a request that changes something came from our own pages, as the browser itself says. Our pages send no
 * referrer, and browsers then send `Origin: null`, so `Sec-Fetch-Site` decides where it is there; where it is not,
 * the origin must be ours. A request with neither is refused.
 */
export function cameFromUs(request: FastifyRequest, baseUrl: string): boolean {
  const site = request.headers["sec-fetch-site"];
  const { origin } = request.headers;
  if (site !== undefined) {
    return (
      site === "same-origin" &&
      (origin === undefined || origin === "null" || isOurs(origin, request, baseUrl))
    );
  }
  return origin !== undefined && isOurs(origin, request, baseUrl);
}

function isOurs(origin: string, request: FastifyRequest, baseUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).origin === new URL(baseUrl).origin || new URL(origin).host === request.headers.host;
}
