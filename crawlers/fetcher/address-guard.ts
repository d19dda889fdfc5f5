import { lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import { PermanentError } from "../../model/errors.ts";

/** All addresses of a name, as the system's resolver gives them; injected in tests to play a rebinding server. */
export type Resolver = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/** Where IPv6 addresses of the public internet begin and end (RFC 4291, 2.4): what lies outside wraps or translates others. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * True for addresses of the public internet only: not loopback, private, link-local, carrier-grade NAT, multicast,
 * documentation, benchmarking, or an IPv6 form that wraps an IPv4 address (compatible, mapped, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_IPV6);
}

/** True when the operator allowed this host although its address is private: by "host" or by "host:port". */
export function isAllowedByName(
  allowed: readonly string[],
  hostname: string,
  port: string | number,
  secure: boolean,
): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const effectivePort = String(port) || (secure ? "443" : "80");
  return allowed.some((entry) => {
    const name = entry.toLowerCase();
    return name === bare || name === `${bare}:${effectivePort}` || name === `[${bare}]:${effectivePort}`;
  });
}

/** Resolves with the operating system. */
const systemResolver: Resolver = (hostname) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

function refusal(hostname: string, address: string): PermanentError {
  const shown = hostname === address ? hostname : `${hostname} (${address})`;
  return new PermanentError(
    "address-refused",
    `${shown} is not an address of the public internet; if this host is meant, name it in crawl.allowPrivateHosts`,
  );
}

/**
 * An undici connector that checks the address at connect time, after resolving and for every connection, so that neither
 * a literal (Node skips `lookup` for those) nor a name that changes its answer reaches a private network.
 */
export function createGuardedConnector(options: {
  readonly allowPrivateHosts: readonly string[];
  readonly resolve?: Resolver;
  readonly connectTimeoutMs: number;
}): buildConnector.connector {
  const resolve = options.resolve ?? systemResolver;
  const open = buildConnector({ timeout: options.connectTimeoutMs, lookup: lookupOf(resolve) });
  const guarded = buildConnector({ timeout: options.connectTimeoutMs, lookup: guardedLookup(resolve) });
  return (target, callback) => {
    const hostname = target.hostname.replace(/^\[|\]$/g, "");
    if (isAllowedByName(options.allowPrivateHosts, hostname, target.port, target.protocol === "https:")) {
      open(target, callback);
      return;
    }
    if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
      callback(refusal(hostname, hostname), null);
      return;
    }
    guarded(target, callback);
  };
}

function lookupOf(resolve: Resolver): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => answer(addresses, options.all === true, callback, hostname),
      (error: NodeJS.ErrnoException) => callback(error, "", 0),
    );
  };
}

/** Every answer must be public: one private address among them refuses the name. */
function guardedLookup(resolve: Resolver): LookupFunction {
  return lookupOf(async (hostname) => {
    const addresses = await resolve(hostname);
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    if (refused) throw refusal(hostname, refused.address);
    return addresses;
  });
}

function answer(
  addresses: readonly { address: string; family: number }[],
  all: boolean,
  callback: Parameters<LookupFunction>[2],
  hostname: string,
): void {
  const first = addresses[0];
  if (!first) callback(Object.assign(new Error(`no address for ${hostname}`), { code: "ENOTFOUND" }), "", 0);
  else if (all) callback(null, [...addresses]);
  else callback(null, first.address, first.family);
}
