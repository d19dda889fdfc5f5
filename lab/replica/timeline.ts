import type { Day } from "../../model/ids.ts";
import { addDays, startOfDay } from "../../model/time.ts";
import {
  type Author,
  type Material,
  pick,
  type SiteArticle,
  type SiteComment,
  type SiteThread,
  slugOf,
} from "./material.ts";
import type { Town, TownArticle, TownComment, TownThread } from "./town.ts";

/** How many times the planted article is copied, and over which days. */
const COPIES = 40;
const COPY_FROM_DAY = -5;
const COPY_HOURS = 40;
const FIRST_COPY_ID = 4990001;

/** How the material is put in time. */
export interface TimelineOptions {
  /** The replica's today: day 0 of the material. */
  readonly today: Day;
  /** Renames every author, handle and account alike; what they say stays. */
  readonly renameAuthors: (name: string) => string;
}

/** Puts the town's material at its moments and adds the copies of the planted article. */
export function buildMaterial(town: Town, options: TimelineOptions): Material {
  const author = authors(town, options.renameAuthors);
  const articles = town.articles.map((article) => ({
    site: article.site,
    article: placeArticle(article, options, author),
  }));
  const copied = town.articles.find(({ plant }) => plant === "copied");
  const newspaper = articles.filter(({ site }) => site === "newspaper").map(({ article }) => article);
  return {
    newspaper: [...newspaper, ...(copied ? copiesOf(placeArticle(copied, options, author), options) : [])],
    portal: articles.filter(({ site }) => site === "portal").map(({ article }) => article),
    forum: town.threads.map((thread) => placeThread(thread, options, author)),
  };
}

type FindAuthor = (id: string) => Author;

function authors(town: Town, rename: (name: string) => string): FindAuthor {
  return (id) => {
    const person = town.people.get(id) ?? { id, name: `Độc giả ${id}`, handle: id };
    return {
      name: rename(person.name),
      handle: rename(person.handle),
      userId: String(1_000_000_000 + pick(rename(person.id), 9_000_000_000_000)),
    };
  };
}

function momentOf(today: Day, day: number, time: string): Date {
  const [hour, minute] = time.split(":").map(Number);
  return new Date(Date.parse(startOfDay(addDays(today, day))) + ((hour ?? 0) * 60 + (minute ?? 0)) * 60_000);
}

function placeArticle(article: TownArticle, options: TimelineOptions, author: FindAuthor): SiteArticle {
  return {
    id: article.id,
    section: article.section,
    slug: slugOf(article.title),
    title: article.title,
    lead: article.lead,
    body: article.body,
    byline: options.renameAuthors(article.byline),
    at: momentOf(options.today, article.day, article.time),
    comments: article.comments.map((comment, index) =>
      placeComment(comment, article.id, index, options, author),
    ),
  };
}

function placeComment(
  comment: TownComment,
  articleId: number,
  index: number,
  options: TimelineOptions,
  author: FindAuthor,
): SiteComment {
  // Ids grow from an article's first comment on, replies in a range of their own.
  const base = (articleId - 4_900_000) * 1000 + 20_000_000;
  const place = (
    from: Omit<TownComment, "replies">,
    id: number,
    replies: readonly SiteComment[],
  ): SiteComment => ({
    id,
    author: author(from.by),
    text: from.text,
    at: momentOf(options.today, from.day, from.time),
    replies,
  });
  const replies = comment.replies.map((reply, at) => place(reply, base + 100 + index * 20 + at, []));
  return place(comment, base + index, replies);
}

/** Word for word the same story under other ids: titles and leads are turned a little, as other desks do. */
function copiesOf(original: SiteArticle, options: TimelineOptions): SiteArticle[] {
  const start = momentOf(options.today, COPY_FROM_DAY, "06:30").getTime();
  return Array.from({ length: COPIES }, (_, index) => {
    const title = copyTitle(original.title, index);
    return {
      ...original,
      id: FIRST_COPY_ID + index,
      slug: slugOf(title),
      title,
      lead: index % 4 === 1 ? `${original.lead} Tin được cập nhật.` : original.lead,
      body: index % 5 === 4 ? original.body.slice(0, -1) : original.body,
      at: new Date(start + Math.round((index * COPY_HOURS * 3_600_000) / COPIES)),
      comments: [],
    };
  });
}

const TURNS: readonly ((title: string) => string)[] = [
  (title) => title,
  (title) => `Tin vắn: ${title}`,
  (title) => `${title} - bản tin trong ngày`,
  (title) => `Đọc nhanh: ${title}`,
  (title) => `${title} (cập nhật)`,
];
function copyTitle(title: string, index: number): string {
  const turned = TURNS[index % TURNS.length]?.(title) ?? title;
  return index < TURNS.length ? turned : `${turned}, bản ${Math.floor(index / TURNS.length) + 1}`;
}

function placeThread(thread: TownThread, options: TimelineOptions, author: FindAuthor): SiteThread {
  return {
    id: thread.id,
    node: thread.node,
    slug: slugOf(thread.title),
    title: thread.title,
    posts: thread.posts.map((post, index) => ({
      id: thread.id * 1000 + index + 1,
      author: author(post.by),
      text: post.text,
      at: momentOf(options.today, post.day, post.time),
    })),
  };
}
