import type { Browser, BrowserContext, Page } from "playwright-core";
import type { SourceSettings } from "../../config/schema.ts";
import { PermanentError, RetryableError } from "../../model/errors.ts";
import type { SourceFetch } from "../source-fetch.ts";
import {
  createPageRequests,
  type PageAnswer,
  type PageRequests,
  type SharedAnswers,
} from "./page-requests.ts";

/** No page is waited for longer, however politely its parts have to be asked for. */
const LONGEST_PAGE_MS = 5 * 60_000;
/** How often it is looked whether the page has what it needs. */
const LOOK_MS = 100;
/** Characters of a page that are read; more is no article. */
const LONGEST_PAGE = 5_000_000;

/** One page to open. */
export interface RenderInput {
  readonly source: SourceSettings;
  readonly render: NonNullable<SourceSettings["render"]>;
  /** The page as it came without a browser: it is not asked for again. */
  readonly document: PageAnswer;
}

/** What opening a page needs. */
export interface RenderParts {
  readonly browser: Browser;
  readonly userAgent: string;
  readonly fetch: SourceFetch;
  readonly shared: SharedAnswers;
  /** A step of the browser that takes longer hangs. */
  readonly stepMs: number;
}

/**
 * Opens one page in a context of its own, waits for what the source's file names, and returns the page as it then stands.
 * Throws `RetryableError` "render-failed" when the page crashed or hung, and `PermanentError` "render-incomplete" when it
 * waits for a host of the same site that the source does not list.
 */
export async function renderPage(
  input: RenderInput,
  parts: RenderParts,
  signal: AbortSignal,
): Promise<string> {
  const { source, document } = input;
  const { stepMs } = parts;
  const stop = new AbortController();
  const requests = createPageRequests({
    document,
    hosts: source.hosts,
    fetch: parts.fetch,
    shared: parts.shared,
    signal: AbortSignal.any([signal, stop.signal]),
  });
  const context = await within(stepMs, newContext(parts), document.url);
  try {
    await context.route("**/*", (route) => requests.handle(route));
    const page = await within(stepMs, context.newPage(), document.url);
    const crashed = crashOf(page, document.url);
    const reading = readPage(page, input, { requests, stepMs }, signal);
    reading.catch(() => undefined);
    return await Promise.race([reading, crashed]);
  } finally {
    stop.abort(new Error("the page was left"));
    await within(stepMs, context.close(), document.url).catch(() => undefined);
  }
}

/** Nothing of an earlier page is left, and nothing may be asked of the machine. */
async function newContext({ browser, userAgent }: RenderParts): Promise<BrowserContext> {
  return await browser.newContext({
    userAgent,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    serviceWorkers: "block",
    acceptDownloads: false,
    permissions: [],
  });
}

async function readPage(
  page: Page,
  { source, render, document }: RenderInput,
  { requests, stepMs }: { readonly requests: PageRequests; readonly stepMs: number },
  signal: AbortSignal,
): Promise<string> {
  page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on("popup", (popup) => void popup.close().catch(() => undefined));
  await page.goto(document.url, { waitUntil: "commit", timeout: stepMs });
  const found = await waitFor(page, render, { requests, stepMs }, signal);
  if (!found) refuseForeign(source, render, document.url, requests.foreignHosts);
  const html = await within(stepMs, page.content(), document.url);
  if (html.length > LONGEST_PAGE) {
    throw new PermanentError(
      "too-large",
      `${document.url} grows beyond ${LONGEST_PAGE} characters; not read`,
    );
  }
  return html;
}

/** True once the page has what was waited for; false when nothing came for long enough after its last answer. */
async function waitFor(
  page: Page,
  { waitFor: selector, maxMs }: RenderInput["render"],
  { requests, stepMs }: { readonly requests: PageRequests; readonly stepMs: number },
  signal: AbortSignal,
): Promise<boolean> {
  const beganMs = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const there = await within(stepMs, page.locator(selector).first().count(), page.url());
    if (there > 0) return true;
    const nowMs = performance.now();
    if (nowMs - requests.lastAnswerMs > maxMs || nowMs - beganMs > LONGEST_PAGE_MS) return false;
    await page.waitForTimeout(LOOK_MS);
  }
}

/** A page that stays empty because its data lies on a host that nobody listed: the operator is told which. */
function refuseForeign(
  source: SourceSettings,
  render: RenderInput["render"],
  url: string,
  foreign: ReadonlySet<string>,
): void {
  const siteOf = (host: string): string => host.split(":")[0]?.split(".").slice(-2).join(".") ?? host;
  const sites = new Set(source.hosts.map(siteOf));
  const own = [...foreign].filter((host) => sites.has(siteOf(host)));
  if (own.length === 0) return;
  throw new PermanentError(
    "render-incomplete",
    `${url}: "${render.waitFor}" did not appear; the page also asks for ${own.join(", ")}: add to \`hosts\` what belongs to the source`,
  );
}

function crashOf(page: Page, url: string): Promise<never> {
  return new Promise((_, reject) => {
    page.once("crash", () => reject(failed(url, "its page crashed")));
    page.once("close", () => reject(failed(url, "the browser closed it")));
  });
}

const failed = (url: string, why: string): RetryableError =>
  new RetryableError("render-failed", `${url} could not be opened in the browser: ${why}`);

async function within<T>(ms: number, step: Promise<T>, url: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(url, `it did not answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    clearTimeout(timer);
  }
}
