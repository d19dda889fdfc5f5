import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { SESSION_LIFE_MS } from "../../state/people.ts";

/** The portal's two cookies: the session, and the one that a sign-in form must match. */
export interface PortalCookies {
  sessionToken(request: FastifyRequest): string | null;
  keepSession(reply: FastifyReply, token: string): void;
  dropSession(reply: FastifyReply): void;
  /** The value that the sign-in form carries; a new one is set where the browser has none. */
  signInToken(request: FastifyRequest, reply: FastifyReply): string;
  signInTokenMatches(request: FastifyRequest, given: unknown): boolean;
}

const SIGN_IN_MS = 30 * 60_000;

/** `__Host-` names over https: no other host and no plain connection can set or read them. Plain on loopback http. */
export function portalCookies(secure: boolean): PortalCookies {
  const prefix = secure ? "__Host-" : "";
  const session = `${prefix}phien`;
  const signIn = `${prefix}vao`;
  // Lax, not strict: the link of an alert mail must open the page for somebody who is signed in.
  const common = { path: "/", httpOnly: true, secure, sameSite: "lax" } as const;
  return {
    sessionToken: (request) => request.cookies[session] ?? null,
    keepSession: (reply, token) => {
      reply.setCookie(session, token, { ...common, maxAge: SESSION_LIFE_MS / 1000 });
      reply.clearCookie(signIn, common);
    },
    dropSession: (reply) => {
      reply.clearCookie(session, common);
    },
    signInToken: (request, reply) => {
      const known = request.cookies[signIn];
      if (known !== undefined && /^[\w-]{43}$/.test(known)) return known;
      const token = randomBytes(32).toString("base64url");
      reply.setCookie(signIn, token, { ...common, sameSite: "strict", maxAge: SIGN_IN_MS / 1000 });
      return token;
    },
    signInTokenMatches: (request, given) => sameSecret(request.cookies[signIn], given),
  };
}

/** Compares secrets in constant time; false for anything that is no text of the same length. */
export function sameSecret(expected: unknown, given: unknown): boolean {
  if (typeof expected !== "string" || typeof given !== "string" || expected === "") return false;
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
