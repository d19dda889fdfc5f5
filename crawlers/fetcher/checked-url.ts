import { PermanentError } from "../../model/errors.ts";

/** http(s) without credentials, on a listed host. Throws `PermanentError` with the remedy. */
export function checkedUrl(address: string, hosts: readonly string[], from: string | null): URL {
  const shown = from === null ? address : `${from} redirects to ${address}`;
  if (!URL.canParse(address)) throw new PermanentError("bad-address", `${shown}: not an address`);
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new PermanentError("bad-address", `${shown}: only http and https are fetched`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new PermanentError("bad-address", `${shown}: addresses with a user name are not fetched`);
  }
  if (!hosts.includes(url.host)) {
    throw new PermanentError(
      "host-not-listed",
      `${shown}: ${url.host} is not among the source's hosts; add it to \`hosts\` if it belongs to the source`,
    );
  }
  url.hash = "";
  return url;
}
