import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import type { Clock } from "../../model/time.ts";
import type { Site } from "./markup.ts";
import type { SiteArticle, SiteThread } from "./material.ts";
import { createNewspaper } from "./newspaper.ts";
import { createOldForum } from "./old-forum.ts";
import { createPaper } from "./paper.ts";
import { dantriPaper } from "./papers/dantri.ts";
import { anNinhHaiPhongPaper, baoHaiPhongPaper } from "./papers/hai-phong.ts";
import { liferayPortal, plainPortal } from "./papers/portals.ts";
import { thanhnienPaper } from "./papers/thanhnien.ts";
import { tuoitrePaper } from "./papers/tuoitre.ts";
import { vietnamnetPaper } from "./papers/vietnamnet.ts";
import { createPortal } from "./portal.ts";
import { type LoggedRequest, serveSite } from "./serve.ts";

/** What a site of one family is filled with. */
export interface FamilyMaterial {
  readonly articles: readonly SiteArticle[];
  readonly threads: readonly SiteThread[];
}

/** One family's site, and how a source's YAML would describe it at an address. */
export interface FamilySite {
  readonly name: string;
  site(material: FamilyMaterial): Site;
  /** The part of the source that is the family's own; `at` is the site's address. */
  source(at: string): Readonly<Record<string, unknown>>;
}

const comments = (service: string, endpoint: string) => ({
  comments: { service, endpoint, enabled: true, permission: "Bản sao để thử trên máy này" },
});

/** Every family of news sites, portals and forums, each in the shape that its real sites have. */
export const FAMILY_SITES: readonly FamilySite[] = [
  {
    name: "vnexpress",
    site: ({ articles }) => createNewspaper(articles),
    source: (at) => ({
      shape: "vnexpress",
      feeds: [`${at}/rss/tin-moi-nhat.rss`],
      urlPattern: "-\\d{7,}\\.html$",
      ...comments("usi-saas", `${at}/usi-saas/index/get`),
    }),
  },
  {
    name: "tuoitre",
    site: ({ articles }) => createPaper(tuoitrePaper, articles),
    source: (at) => ({
      shape: "tuoitre",
      feeds: [`${at}/rss/tin-moi-nhat.rss`, `${at}/tin-moi-nhat.htm`],
      urlPattern: "-\\d{17}\\.htm$",
      ...comments("tuoitre", `${at}/api/getlist-comment.api`),
    }),
  },
  {
    name: "thanhnien",
    site: ({ articles }) => createPaper(thanhnienPaper, articles),
    source: (at) => ({
      shape: "thanhnien",
      feeds: [`${at}/rss/home.rss`, `${at}/thoi-su.htm`],
      urlPattern: "-\\d{15,19}\\.htm$",
      ...comments("cnnd", `${at}/api/ajax/ListComment.htm`),
    }),
  },
  {
    name: "dantri",
    site: ({ articles }) => createPaper(dantriPaper, articles),
    source: (at) => ({
      shape: "dantri",
      feeds: [`${at}/rss/home.rss`, `${at}/xa-hoi.htm`],
      urlPattern: "-\\d{17}\\.htm$",
      ...comments("dantri", `${at}/listcomment`),
    }),
  },
  {
    name: "vietnamnet",
    site: ({ articles }) => createPaper(vietnamnetPaper, articles),
    source: (at) => ({
      shape: "vietnamnet",
      feeds: [`${at}/thoi-su.rss`, `${at}/thoi-su`],
      urlPattern: "-\\d+\\.html$",
      ...comments("vietnamnet", `${at}/api/Comment/Gets`),
    }),
  },
  {
    name: "bao-hai-phong",
    site: ({ articles }) => createPaper(baoHaiPhongPaper, articles),
    source: (at) => ({
      shape: "bao-hai-phong",
      feeds: [`${at}/rss/tin-moi-nhat.rss`, `${at}/xa-hoi`],
      urlPattern: "-\\d+\\.html$",
    }),
  },
  {
    name: "an-ninh-hai-phong",
    site: ({ articles }) => createPaper(anNinhHaiPhongPaper, articles),
    source: (at) => ({ shape: "an-ninh-hai-phong", feeds: [`${at}/`], urlPattern: "-d\\d+\\.html$" }),
  },
  {
    name: "nukeviet",
    site: ({ articles }) =>
      createPortal(articles.map((article) => ({ ...article, section: "tin-tuc", comments: [] }))),
    source: (at) => ({
      shape: "nukeviet",
      feeds: [`${at}/vi/news/rss/`, `${at}/vi/news/tin-tuc/`],
      sitemaps: [`${at}/sitemap.xml`],
      urlPattern: "/vi/news/[a-z-]+/[a-z0-9-]+-\\d+\\.html$",
    }),
  },
  {
    name: "liferay",
    site: ({ articles }) => createPaper(liferayPortal, articles),
    source: (at) => ({ shape: "liferay", feeds: [`${at}/tin-tuc`], urlPattern: "/-/[a-z0-9-]+$" }),
  },
  {
    name: "plain",
    site: ({ articles }) => createPaper(plainPortal, articles),
    source: (at) => ({
      shape: "generic",
      feeds: [`${at}/tin-tuc.aspx`],
      urlPattern: "tin\\.aspx\\?id=\\d+$",
      keepQuery: ["id"],
      selectors: {
        title: ".tieu-de-tin",
        lead: ".tom-tat",
        body: ".noi-dung-tin",
        drop: [".chu-thich"],
        date: ".ngay-dang",
        list: "a.tin",
        next: "a.sau",
      },
    }),
  },
  {
    name: "xenforo-1",
    site: ({ threads }) => createOldForum(threads),
    source: (at) => ({
      shape: "xenforo",
      speaker: "citizen",
      feeds: [`${at}/forums/tin.2/index.rss`],
      urlPattern: "/threads/[a-z0-9-]+\\.\\d+/$",
    }),
  },
];

/** A family's site that listens, and the source that reads it. Whoever starts it closes it. */
export async function startFamilySite(
  family: FamilySite,
  material: FamilyMaterial,
  options: { readonly now: Clock; readonly log: LoggedRequest[]; readonly port?: number },
): Promise<{ readonly url: string; readonly source: SourceSettings; close(): Promise<void> }> {
  const { now, log, port = 0 } = options;
  const served = await serveSite(family.name, family.site(material), { now, log, port });
  const source = sourceSchema.parse({
    id: family.name,
    name: `${family.name} (bản sao)`,
    scope: "local",
    legalNote: "Bản sao để thử trên máy này: trang hư cấu, người hư cấu.",
    hosts: [new URL(served.url).host],
    pace: { gapMs: 0, maxPerDay: 1_000_000 },
    ...family.source(served.url),
  });
  return { ...served, source };
}
