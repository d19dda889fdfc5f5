import { stringify } from "yaml";
import type { Config } from "../../config/config.ts";
import { closedPlace } from "../../config/platform-checks.ts";
import { PLATFORM_SHAPES, type SourceSettings, sourceSchema } from "../../config/schema.ts";
import { type ProposedSource, proposeSource } from "../../crawlers/propose-source.ts";
import { PermanentError, RetryableError, UsageError } from "../../model/errors.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import { crawlerOf } from "../crawling.ts";
import type { Io } from "../io.ts";
import { openPage } from "../open-page.ts";
import { buildRedactor } from "../product.ts";
import { readSample } from "../sample.ts";

/** Items shown, so that an operator sees what the source would bring. */
const SAMPLE_ITEMS = 10;
const SHOWN_TEXT = 160;
/** Platforms are read through their own interfaces, with a file and a key of their own. */
const PLATFORM_HOSTS =
  /(^|\.)(youtube\.com|youtu\.be|facebook\.com|fb\.com|zalo\.me|instagram\.com|threads\.net|x\.com|twitter\.com)$/;

/** Prints a source's YAML made from a live page, and ten items as comments below it. Nothing is written. */
export async function addSource(args: Arguments, io: Io): Promise<number> {
  const address = args.words[0] ?? "";
  if (!/^https?:\/\//.test(address) || !URL.canParse(address))
    throw new UsageError("bad-address", `add-source needs an address that begins with http:// or https://`);
  const closed = closedReason(address);
  if (closed !== null) {
    io.err(`${address}: ${closed}`);
    return 1;
  }
  const config = configOf(args);
  const proposal = await propose(address, config, commandClock(args)());
  if (typeof proposal === "string") {
    io.err(proposal);
    return 1;
  }
  for (const note of proposal.notes) io.err(note);
  const source = settingsOf(proposal.source, config, address);
  io.out(yamlOf(source, proposal.source));
  return await showSample(args, io, config, source);
}

/** Why an address may not be listened to at all. */
function closedReason(address: string): string | null {
  const closed = closedPlace(address);
  if (closed !== null) return closed;
  return PLATFORM_HOSTS.test(new URL(address).hostname)
    ? `platforms are read only through their own interface with your key (shapes ${PLATFORM_SHAPES.join(", ")}); see docs/add-a-source.md`
    : null;
}

async function propose(address: string, config: Config, now: Date) {
  const page = openPage(config, [address]);
  try {
    const result = await proposeSource(
      address,
      { fetch: page.fetch, generic: page.generic, now },
      new AbortController().signal,
    );
    return result.kind === "refused" ? result.sentence : result;
  } catch (error) {
    if (error instanceof RetryableError || error instanceof PermanentError) return error.message;
    throw error;
  } finally {
    await page.close();
  }
}

/** The proposal as a source; its gap is that of a polite stranger, none on the operator's own hosts. */
function settingsOf(proposed: ProposedSource, config: Config, address: string): SourceSettings {
  const own = proposed.hosts.every((host) => config.settings.crawl.allowPrivateHosts.includes(host));
  const id = new URL(address).hostname
    .replace(/^www\./, "")
    .replace(/[^a-z0-9]+/gi, "-")
    .toLowerCase();
  return sourceSchema.parse({
    id,
    name: proposed.name,
    scope: "national",
    speaker: proposed.speaker,
    enabled: false,
    legalNote: legalNote(proposed),
    shape: proposed.shape,
    hosts: proposed.hosts,
    feeds: proposed.feeds,
    sitemaps: proposed.sitemaps,
    ...(proposed.urlPattern !== null && { urlPattern: proposed.urlPattern }),
    ...(proposed.keepQuery !== null && { keepQuery: proposed.keepQuery }),
    ...(proposed.selectors !== null && { selectors: proposed.selectors }),
    pace: { gapMs: own ? 0 : proposed.speaker === "citizen" ? 10_000 : 5000 },
  });
}

function legalNote({ speaker }: ProposedSource): string {
  const asked = "robots.txt cho phép, không cần đăng nhập (do add-source kiểm tra)";
  return speaker === "citizen"
    ? `Diễn đàn công khai, ${asked}. Hỏi ban quản trị và đọc điều khoản trước khi bật.`
    : `Trang công khai, ${asked}. Đọc điều khoản sử dụng, xin phép nếu cần, trước khi bật.`;
}

/** Only what differs from the defaults, with what the operator must decide. */
function yamlOf(source: SourceSettings, { selectors }: ProposedSource): string {
  const { id, name, scope, speaker, enabled, shape, hosts, feeds, sitemaps, urlPattern, keepQuery, pace } =
    source;
  const body = stringify(
    {
      id,
      name,
      scope,
      ...(speaker === "citizen" && { speaker }),
      enabled,
      legalNote: source.legalNote,
      shape,
      hosts,
      feeds,
      ...(sitemaps.length > 0 && { sitemaps }),
      ...(urlPattern !== undefined && { urlPattern }),
      ...(keepQuery !== undefined && { keepQuery }),
      ...(selectors !== null && { selectors }),
      pace: { gapMs: pace.gapMs, maxPerDay: pace.maxPerDay },
    },
    { lineWidth: 110 },
  );
  return `# Đề nghị, chưa ai xem: đọc lại từng dòng. scope: local nếu mọi tin ở đây đều về địa bàn.\n# Lưu thành config/sources/${id}.yaml rồi chạy check-config; chỉ bật (enabled: true) khi được phép.\n${body.trimEnd()}`;
}

async function showSample(args: Arguments, io: Io, config: Config, source: SourceSettings): Promise<number> {
  const crawler = crawlerOf(config, commandClock(args));
  let shown = 0;
  try {
    io.out(`# Mười mục đầu như sẽ được đọc (không tác giả, lời người dân đã che):`);
    await readSample({ crawler, redactor: buildRedactor(config), max: SAMPLE_ITEMS }, source, {
      item: ({ kind, title, text, publishedAt }) => {
        shown += 1;
        const words = String(text).replace(/\s+/g, " ");
        const cut = words.length > SHOWN_TEXT ? `${words.slice(0, SHOWN_TEXT)}…` : words;
        io.out(`# - ${publishedAt ?? "không rõ giờ"} · ${kind} · ${title ?? ""} · ${cut}`);
      },
      problem: (sentence) => io.err(sentence),
    });
  } catch (error) {
    if (!(error instanceof RetryableError || error instanceof PermanentError)) throw error;
    io.err(error.message);
  } finally {
    await crawler.close();
  }
  if (shown === 0)
    io.out("# - không đọc được mục nào: xem các câu báo, sửa feeds, urlPattern hoặc selectors");
  return shown === 0 ? 1 : 0;
}
