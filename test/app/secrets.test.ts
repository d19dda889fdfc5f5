import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { secretsFrom } from "../../app/secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "khoa-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a key is read from the file or variable that configuration names, without the line's end", () => {
  const file = join(folder, "khoa");
  writeFileSync(file, "abc\n");
  const secrets = secretsFrom({ KHOA: " def " });
  expect(secrets.read({ file })).toBe("abc");
  expect(secrets.read({ environment: "KHOA" })).toBe("def");
});

test("a key that is missing or empty is none", () => {
  const file = join(folder, "trong");
  writeFileSync(file, "\n");
  const secrets = secretsFrom({});
  expect(secrets.read({ file })).toBeNull();
  expect(secrets.read({ file: join(folder, "khong-co") })).toBeNull();
  expect(secrets.read({ environment: "KHOA" })).toBeNull();
});

test("a renewed pair of tokens replaces the old one whole, readable by its owner only", () => {
  const secrets = secretsFrom({});
  const file = join(folder, "zalo.json");
  expect(secrets.readTokens(file)).toBeNull();
  writeFileSync(file, "{broken");
  expect(secrets.readTokens(file)).toBeNull();
  secrets.writeTokens(file, { accessToken: "a", refreshToken: "b" });
  expect(secrets.readTokens(file)).toEqual({ accessToken: "a", refreshToken: "b" });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(folder)).toEqual(["zalo.json"]);
});
