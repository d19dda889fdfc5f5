import { readdirSync, readFileSync } from "node:fs";
import { load } from "cheerio/slim";
import { describe, expect, test } from "vitest";
import { COMMENT_SERVICES, sourceSchema } from "../../../config/schema.ts";
import { COMMENT_ADAPTERS } from "../../../crawlers/comments/registry.ts";
import { SITE_FAMILIES } from "../../../crawlers/parsers/registry.ts";
import type { PageContext } from "../../../crawlers/parsers/site-family.ts";
import { PermanentError } from "../../../model/errors.ts";

const PAGES = new URL("../../fixtures/pages/", import.meta.url);
const COMMENTS = new URL("../../fixtures/comments/", import.meta.url);
const NOW = new Date("2026-03-10T00:00:00Z");
const { selectors } = sourceSchema.parse({
  id: "thu",
  name: "Thử",
  scope: "local",
  legalNote: "thử",
  shape: "generic",
  hosts: ["bao.example"],
  selectors: { body: "div, article", list: "a", next: "a", date: "span", drop: ["figure"] },
});
const context: PageContext = {
  url: "https://bao.example/xa-hoi/bai-20260220064100123.htm",
  hosts: ["bao.example"],
  now: NOW,
  selectors,
};

/** Cuts a text at places spread over it, and mixes it up by a rule: the same rubbish every time. */
function rubbishOf(text: string): string[] {
  const cuts = Array.from({ length: 10 }, (_, index) =>
    text.slice(0, Math.floor((text.length * index) / 10)),
  );
  return [
    ...cuts,
    text.replaceAll(">", ""),
    text.replaceAll("</", "<"),
    text.replaceAll('"', ""),
    text.replace(/href="[^"]*"/g, 'href="http://[::bad"'),
    text.replace(/\d/g, "9"),
    text.replace(/datetime="[^"]*"|content="[^"]*"/g, 'content="99/99/9999"'),
    text.replace(/\{[^}]*\}/g, '{"article_id":{},"@type":7,"@graph":"x"}'),
    [...text].reverse().join(""),
    text + text,
  ];
}

const HOSTILE = [
  "",
  " ",
  "\u0000\uffff",
  "<",
  "<html><body>",
  `<h1 class="title-detail">${"<b>".repeat(900)}`,
  `<a href="javascript:alert(1)">x</a><a href="//">y</a><a href="http://a b/">z</a>`,
  `<div class="detailBox"><h1>x</h1>${"00:00 99/99/9999 ".repeat(2000)}</div>`,
  `<article class="fck_detail">${"&#9999999;&#x110000;".repeat(500)}</article>`,
  `<html id="XF"><article class="message--post" data-content="post-1"><div class="bbWrapper">${"<blockquote>".repeat(500)}</article><div class="pageNav"><a>999999999999</a></div>`,
];

const pages = readdirSync(PAGES)
  .filter((file) => file.endsWith(".html"))
  .map((file) => readFileSync(new URL(file, PAGES), "utf8"));
const answers = readdirSync(COMMENTS).map((file) => readFileSync(new URL(file, COMMENTS), "utf8"));

describe.each(SITE_FAMILIES)("the family $shape", (family) => {
  test("reads cut, mixed and hostile pages without throwing, and never ahead of time", () => {
    for (const page of [...HOSTILE, ...pages.flatMap(rubbishOf)]) {
      const $ = load(page);
      for (const layout of family.layouts) {
        expect(typeof layout.recognises($)).toBe("boolean");
        const read = layout.parse($, context);
        if (read?.kind === "article" && read.publishedAt !== null) {
          expect(Date.parse(read.publishedAt)).toBeLessThanOrEqual(NOW.getTime() + 600_000);
        }
        if (read?.kind === "thread") expect(read.pages.length).toBeLessThanOrEqual(200);
      }
      const list = family.list?.($, context);
      if (list?.next) expect(URL.canParse(list.next)).toBe(true);
    }
  });
});

const ODD_JSON = [
  '{"data":{"items":[null,1,"x",[],{"comment_id":{},"content":[],"replys":{"total":"many","items":{}}}]}}',
  '{"Success":true,"Data":"{"}',
  '{"Success":true,"Data":"[{\\"child_comments\\":[{\\"child_comments\\":[{}]}]}]"}',
  '{"items":[{"commentId":{},"replyCount":"NaN"}]}',
  '{"status":true,"data":{"comments":[{"commentId":1,"totalAnswer":-1,"createdDate":{}}]}}',
  '[{"ObjectId":null,"Replies":[null]},null]',
  `[${'{"Replies":['.repeat(200)}`,
];

describe.each(COMMENT_SERVICES.map((name) => [name]))("the comment service %s", (name) => {
  test("answers rubbish with comments or with one clear error", () => {
    const address = "https://bao.example/index/get?offset=x&limit=-5&page=&PageIndex=1e99&pageindex=-1";
    for (const body of [...HOSTILE, ...ODD_JSON, ...answers.flatMap(rubbishOf)]) {
      try {
        const page = COMMENT_ADAPTERS[name].read({ body, address, headers: {}, now: NOW });
        for (const url of page.further) expect(URL.canParse(url)).toBe(true);
        for (const { nativeId } of page.comments) expect(nativeId).not.toBe("");
      } catch (error) {
        expect(error).toBeInstanceOf(PermanentError);
      }
    }
  });
});
