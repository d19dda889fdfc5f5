import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import { createForum } from "../replica/forum.ts";
import type { Site } from "../replica/markup.ts";
import { type SiteArticle, type SiteThread, slugOf } from "../replica/material.ts";
import { createNewspaper } from "../replica/newspaper.ts";
import { createPortal } from "../replica/portal.ts";
import { chance, choice } from "./chance.ts";
import { crawlDelayOf, ROBOTS_KINDS, type RobotsKind } from "./robots-kinds.ts";

/** What a simulated world is made of. */
export interface WorldOptions {
  readonly seed: number;
  readonly sources: number;
  readonly startMs: number;
  readonly days: number;
  /** The operator's upper bound of the interval; the shipped one where not given. */
  readonly slowestMinutes?: number;
  /** How much of its usual output each source has; all of it where not given. */
  readonly output?: number;
}

/** One host of the world and the source that reads it. */
export interface WorldSite {
  readonly index: number;
  readonly host: string;
  readonly kind: "newspaper" | "portal" | "forum";
  readonly robots: RobotsKind;
  readonly site: Site;
  readonly source: SourceSettings;
  /** What is published, and when. */
  readonly articles: readonly SiteArticle[];
  readonly threads: readonly SiteThread[];
  /** Milliseconds that must lie between two requests. */
  readonly gapMs: number;
}

const DAY_MS = 86_400_000;
const SECTIONS = {
  newspaper: ["thoi-su", "doi-song", "phap-luat"],
  portal: ["tin-tuc", "thong-bao"],
} as const;
const PER_DAY = { newspaper: 6, portal: 2, forum: 2 } as const;
const MATTERS = [
  "đường xuống cấp",
  "rác thải chậm thu gom",
  "nước sạch yếu",
  "điện chập chờn",
  "thủ tục đất đai",
  "trường thiếu lớp",
];
const COMMUNES = ["An Lão", "An Trường", "An Quang", "An Khánh", "An Hưng"];

/** Builds the world: newspapers, commune portals and forums, each with its own robots.txt. */
export function buildWorld(options: WorldOptions): readonly WorldSite[] {
  return Array.from({ length: options.sources }, (_, index) => buildSite(options, index));
}

function buildSite(options: WorldOptions, index: number): WorldSite {
  const kind = index % 10 < 5 ? "newspaper" : index % 10 < 8 ? "portal" : "forum";
  const host = `s${String(index).padStart(3, "0")}.example`;
  const robots = ROBOTS_KINDS[index % ROBOTS_KINDS.length] ?? "none";
  const articles = kind === "forum" ? [] : articlesOf(options, index, kind);
  const threads = kind === "forum" ? threadsOf(options, index) : [];
  const { slowestMinutes } = options;
  const slow =
    slowestMinutes === undefined
      ? {}
      : { interval: { maxMinutes: slowestMinutes }, everyMinutes: slowestMinutes / 2 };
  const source = sourceSchema.parse({ ...sourceOf(index, kind, host), ...slow });
  const site =
    kind === "newspaper"
      ? createNewspaper(articles)
      : kind === "portal"
        ? createPortal(articles)
        : createForum(threads, 5);
  const gapMs = Math.max(source.pace.gapMs, crawlDelayOf(robots) * 1000);
  return { index, host, kind, robots, site, source, articles, threads, gapMs };
}

const SHAPES = { newspaper: "vnexpress", portal: "nukeviet", forum: "xenforo" } as const;
const FEEDS = {
  newspaper: ["/rss/tin-moi-nhat.rss"],
  portal: ["/vi/news/rss/"],
  forum: ["/forums/-/index.rss"],
} as const;
const PATTERNS = {
  newspaper: "-\\d{7,}\\.html$",
  portal: "/vi/news/[a-z-]+/[a-z0-9-]+-\\d+\\.html$",
  forum: "/threads/[a-z0-9-]+\\.\\d+/$",
} as const;

function sourceOf(index: number, kind: WorldSite["kind"], host: string): Record<string, unknown> {
  const at = `http://${host}`;
  return {
    id: `nguon-${index}`,
    name: `Nguồn ${index}`,
    group: `nguon-${index}`,
    scope: kind === "newspaper" ? "national" : "local",
    speaker: kind === "forum" ? "citizen" : "institution",
    priority: index % 10 === 0,
    legalNote: "Nguồn giả lập.",
    shape: SHAPES[kind],
    hosts: [host],
    feeds: FEEDS[kind].map((path) => at + path),
    // The same articles a second time, with other dates of change: each is one document all the same.
    sitemaps: index % 5 === 1 ? [`${at}/sitemap.xml`] : [],
    urlPattern: PATTERNS[kind],
    pace: {
      gapMs: kind === "newspaper" ? 5000 : 10_000,
      maxPerDay: 2000,
      ...(index % 25 === 7 && { activeHours: "05:00-23:30" }),
    },
  };
}

function articlesOf(
  { seed, startMs, days, output = 1 }: WorldOptions,
  index: number,
  kind: "newspaper" | "portal",
): SiteArticle[] {
  // Some are there already when the product first looks.
  const count = Math.ceil(PER_DAY[kind] * (days + 1) * output);
  return Array.from({ length: count }, (_, number) => {
    const id = 1_000_000 + index * 10_000 + number;
    const place = choice(COMMUNES, seed, id, "place");
    const matter = choice(MATTERS, seed, id, "matter");
    const near = kind === "portal" || chance(seed, id, "near") < 0.5;
    const title = `${near ? `Xã ${place}` : "Tỉnh bạn"}: ${matter}, chuyện thứ ${id}`;
    const words = Array.from(
      { length: 30 },
      (_, at) => `việc ${Math.floor(chance(seed, id, at) * 100_000)}`,
    ).join(", ");
    return {
      id,
      section: choice(SECTIONS[kind], seed, id, "section"),
      slug: slugOf(title),
      title,
      lead: `${matter} ở ${near ? `xã ${place}, thành phố Hải Phòng` : "một nơi xa"}, theo phản ánh số ${id}.`,
      body: [
        `Người dân cho biết tình hình kéo dài đã lâu, gồm ${words}.`,
        "Cơ quan chức năng hứa sẽ xem xét trong thời gian sớm nhất.",
      ],
      byline: "Phóng viên",
      at: new Date(
        Math.floor((startMs - DAY_MS + chance(seed, id, "at") * (days + 1) * DAY_MS) / 60_000) * 60_000,
      ),
      comments: [],
    };
  });
}

function threadsOf({ seed, startMs, days, output = 1 }: WorldOptions, index: number): SiteThread[] {
  return Array.from({ length: Math.ceil(PER_DAY.forum * (days + 1) * output) }, (_, number) => {
    const id = 10_000 + index * 100 + number;
    const openedMs = startMs - DAY_MS + chance(seed, "thread", id) * (days + 1) * DAY_MS;
    const place = choice(COMMUNES, seed, id);
    const posts = Array.from({ length: 1 + Math.floor(chance(seed, id, "posts") * 8) }, (_, at) => ({
      id: id * 100 + at,
      author: { name: `Thành viên ${at}`, handle: `tv${id}${at}`, userId: String(id * 100 + at) },
      text: `Ở xã ${place} ${choice(MATTERS, seed, id, at)} mãi chưa xong, nghe nói việc ${Math.floor(chance(seed, id, at, "w") * 100_000)} còn lâu, hỏi mấy lần rồi.`,
      at: new Date(openedMs + at * at * 20 * 60_000),
    }));
    return {
      id,
      node: "tin-dia-phuong",
      slug: `chuyen-xa-${id}`,
      title: `Chuyện ${choice(MATTERS, seed, id)} ở ${place} ${id}`,
      posts,
    };
  });
}
