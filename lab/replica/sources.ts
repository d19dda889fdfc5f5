import { type SourceSettings, sourceSchema } from "../../config/schema.ts";
import type { Day } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import type { ReplicaUrls } from "./start-replica.ts";

/** Days before the replica's today from which everything that its sites publish is read. */
const COMPLETE_DAYS = 57;

/**
 * The replica's sites as sources, ready for a crawler. With `today` the sources are complete from 57 days before it;
 * without, from their first poll.
 */
export function replicaSources(urls: ReplicaUrls, today: Day | null = null): SourceSettings[] {
  const common = {
    legalNote: "Bản sao để thử trên máy này: trang hư cấu, người hư cấu.",
    pace: { gapMs: 0, maxPerDay: 1_000_000 },
    everyMinutes: 1,
    completeSince: today === null ? null : addDays(today, -COMPLETE_DAYS),
  };
  const host = (url: string): string => new URL(url).host;
  const { newspaperUrl, portalUrl, forumUrl } = urls;
  return [
    {
      ...common,
      id: "bao-an-lao",
      name: "Báo Đất Cảng (bản sao)",
      group: "bao-an-lao",
      scope: "national",
      shape: "vnexpress",
      hosts: [host(newspaperUrl)],
      feeds: [`${newspaperUrl}/rss/tin-moi-nhat.rss`, `${newspaperUrl}/rss/thoi-su.rss`],
      sitemaps: [`${newspaperUrl}/sitemap.xml`],
      urlPattern: "-\\d{7,}\\.html$",
      comments: {
        service: "usi-saas",
        endpoint: `${newspaperUrl}/usi-saas/index/get`,
        enabled: true,
        permission: "Bản sao để thử trên máy này",
      },
    },
    {
      ...common,
      id: "cong-an-lao",
      name: "Trang thông tin điện tử xã An Lão (bản sao)",
      group: "cong-an-lao",
      scope: "local",
      shape: "nukeviet",
      hosts: [host(portalUrl)],
      feeds: [`${portalUrl}/vi/news/rss/`],
      sitemaps: [`${portalUrl}/sitemap.xml`],
      urlPattern: "/vi/news/[a-z-]+/[a-z0-9-]+-\\d+\\.html$",
    },
    {
      ...common,
      id: "dien-dan-an-lao",
      name: "Diễn đàn An Lão (bản sao)",
      group: "dien-dan-an-lao",
      scope: "local",
      speaker: "citizen",
      shape: "xenforo",
      hosts: [host(forumUrl)],
      feeds: [
        `${forumUrl}/forums/-/index.rss`,
        `${forumUrl}/forums/tin-dia-phuong.2/`,
        `${forumUrl}/forums/hoi-dap.3/`,
        `${forumUrl}/forums/tam-su.4/`,
      ],
      urlPattern: "/threads/[a-z0-9-]+\\.\\d+/$",
    },
  ].map((source) => sourceSchema.parse(source));
}

/** Hosts that a crawler of the replica has to be allowed: they are on loopback. */
export function replicaHosts(urls: ReplicaUrls): string[] {
  return [urls.newspaperUrl, urls.portalUrl, urls.forumUrl].map((url) => new URL(url).host);
}
