import { describe, expect, test } from "vitest";
import { isAllowedByName, isPublicAddress } from "../../../crawlers/fetcher/address-guard.ts";

describe("isPublicAddress", () => {
  test.each([
    ["93.184.216.34", true],
    ["2606:2800:220:1:248:1893:25c8:1946", true],
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["172.16.0.1", false],
    ["192.168.1.1", false],
    ["169.254.169.254", false],
    ["100.64.0.1", false],
    ["0.0.0.0", false],
    ["192.0.2.1", false],
    ["198.18.0.1", false],
    ["224.0.0.1", false],
    ["240.0.0.1", false],
    ["255.255.255.255", false],
    ["192.88.99.1", false],
    ["::1", false],
    ["::", false],
    ["fe80::1", false],
    ["fc00::1", false],
    ["ff02::1", false],
    ["::ffff:169.254.169.254", false],
    ["::ffff:93.184.216.34", false],
    ["2002:7f00:1::", false],
    ["2001:0:4136:e378:8000:63bf:3fff:fdd2", false],
    ["64:ff9b::7f00:1", false],
    ["2001:db8::1", false],
    ["3fff::1", false],
    ["::7f00:1", false],
    ["::127.0.0.1", false],
    ["::ffff:0:7f00:1", false],
    ["64:ff9b:1::1", false],
    ["fec0::1", false],
    ["4000::1", false],
    ["2001:2::1", false],
    ["5f00::1", false],
    ["100::1", false],
    ["192.0.0.1", false],
    ["not an address", false],
  ])("%s: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe("isAllowedByName", () => {
  test.each([
    [["127.0.0.1:8080"], "127.0.0.1", "8080", true],
    [["127.0.0.1:8080"], "127.0.0.1", "8081", false],
    [["intranet.example"], "intranet.example", "80", true],
    [["intranet.example"], "Intranet.Example", "8443", true],
    [["intranet.example"], "other.example", "80", false],
    [["[::1]:8080"], "[::1]", "8080", true],
    [[], "127.0.0.1", "80", false],
  ] as const)("%j allows %s:%s is %s", (allowed, hostname, port, expected) => {
    expect(isAllowedByName(allowed, hostname, port, false)).toBe(expected);
  });
});
