import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

const YEAR_SECONDS = 31_536_000;

/** Whether people reach the portal over https: then cookies are `__Host-` ones and HSTS is sent. */
export function isSecure(baseUrl: string): boolean {
  return new URL(baseUrl).protocol === "https:";
}

/** Nothing runs or loads but our own files, no page of ours is framed, no form leads elsewhere. */
const POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'"],
  "style-src": ["'self'"],
  "img-src": ["'self'"],
  "font-src": ["'self'"],
  "connect-src": ["'self'"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'none'"],
};

/** What must stand even on an answer that no hook reaches. */
export function bareHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    "content-security-policy": Object.entries(POLICY)
      .map(([name, values]) => `${name} ${values.join(" ")}`)
      .join(";"),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    ...(secure ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
  };
}

/**
 * Headers of every response, errors included (research/privacy-reliability S4): nothing runs or loads but our own
 * files, nobody frames us, nothing is kept by a cache, and no other site learns what was being read.
 */
export async function sendHeaders(app: FastifyInstance, secure: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...POLICY },
    },
    strictTransportSecurity: secure ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    frameguard: { action: "deny" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
  });
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
    reply.header("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()");
  });
}
