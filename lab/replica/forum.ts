import {
  escapeText,
  localIso,
  localParts,
  notFound,
  type Page,
  page,
  rss,
  type Site,
  text,
  urlset,
  xml,
} from "./markup.ts";
import type { SitePost, SiteThread } from "./material.ts";

const NAME = "Diễn đàn An Lão";
/** Node name and number, as XenForo writes them into addresses. */
const NODES: Readonly<Record<string, { readonly id: number; readonly title: string }>> = {
  "tin-dia-phuong": { id: 2, title: "Tin địa phương" },
  "hoi-dap": { id: 3, title: "Hỏi đáp" },
  "tam-su": { id: 4, title: "Tâm sự" },
};
const THREADS_PER_PAGE = 20;
const RSS_ITEMS = 50;

interface Seen {
  readonly thread: SiteThread;
  readonly posts: readonly SitePost[];
  readonly first: SitePost;
  readonly last: SitePost;
}

/** A forum in the shape of XenForo 2: nodes, threads of several pages, RSS, authors in every place where it puts them. */
export function createForum(threads: readonly SiteThread[], postsPerPage: number): Site {
  return (url, now) => {
    const { pathname } = url;
    const all = visible(threads, now);
    if (pathname === "/robots.txt") return robots(url);
    if (pathname === "/sitemap.xml") {
      return xml(urlset(all.map(({ thread, last }) => ({ link: linkOf(thread, url), at: last.at }))));
    }
    const feed = /^\/forums\/(-|[a-z-]+\.\d+)\/index\.rss$/.exec(pathname)?.[1];
    if (feed !== undefined) return nodeFeed(all, feed, url);
    const node = /^\/forums\/([a-z-]+)\.\d+\/(?:page-(\d+))?$/.exec(pathname);
    if (node?.[1] !== undefined && node[1] in NODES) return nodePage(all, node[1], Number(node[2] ?? 1), url);
    const thread = /^\/threads\/[a-z0-9-]+\.(\d+)\/(?:page-(\d+))?$/.exec(pathname);
    const found = all.find(({ thread: { id } }) => id === Number(thread?.[1]));
    if (found) return threadPage(found, Number(thread?.[2] ?? 1), postsPerPage, url);
    return pathname === "/" ? homePage() : notFound;
  };
}

/** Threads with what was written by now, the last active first. */
function visible(threads: readonly SiteThread[], now: Date): Seen[] {
  return threads
    .flatMap((thread) => {
      const posts = thread.posts.filter(({ at }) => at <= now);
      const [first] = posts;
      const last = posts.at(-1);
      return first && last && thread.posts[0] === first ? [{ thread, posts, first, last }] : [];
    })
    .sort((a, b) => b.last.at.getTime() - a.last.at.getTime() || a.thread.id - b.thread.id);
}

const linkOf = (thread: SiteThread, url: URL): string => `${url.origin}/threads/${thread.slug}.${thread.id}/`;
const nodeOf = (name: string) => NODES[name] ?? { id: 9, title: name };

function robots(url: URL): Page {
  return text(`User-agent: *
Disallow: /whats-new/
Disallow: /account/
Disallow: /login/
Disallow: /members/
Disallow: /search/
Sitemap: ${url.origin}/sitemap.xml
`);
}

function nodeFeed(all: readonly Seen[], feed: string, url: URL): Page {
  const items = all
    .filter(({ thread }) => feed === "-" || feed === `${thread.node}.${nodeOf(thread.node).id}`)
    .slice(0, RSS_ITEMS)
    .map(({ thread, first, posts }) => ({
      title: thread.title,
      link: linkOf(thread, url),
      at: first.at,
      description: first.text.slice(0, 200),
      replies: posts.length - 1,
    }));
  return xml(rss(`${NAME} - RSS`, url.origin, items));
}

function frame(title: string, body: string): string {
  return `<!DOCTYPE html>
<html id="XF" lang="vi-VN" dir="LTR" data-app="public" data-template="thread_view" class="has-no-js template-thread_view">
<head><meta charset="utf-8"/><title>${escapeText(title)} | ${NAME}</title><meta property="og:site_name" content="${NAME}"/></head>
<body data-template="thread_view"><div class="p-pageWrapper" id="top"><header class="p-header"><a href="/">${NAME}</a></header>
<nav class="p-nav"><div class="p-nav-opposite"><a href="/login/" class="p-navgroup-link">Đăng nhập</a></div></nav>
<div class="p-body"><div class="p-body-inner">${body}</div></div>
<footer class="p-footer"><div class="p-footer-copyright">Bản sao để thử, mọi thành viên đều hư cấu.</div></footer></div></body></html>`;
}

function homePage(): Page {
  const nodes = Object.entries(NODES).map(
    ([name, { id, title }]) =>
      `<div class="node node--forum"><h3 class="node-title"><a href="/forums/${name}.${id}/">${title}</a></h3></div>`,
  );
  return page(frame(NAME, nodes.join("")));
}

function pager(base: string, current: number, last: number): string {
  if (last < 2) return "";
  const link = (number: number): string => `${base}${number === 1 ? "" : `page-${number}`}`;
  const pages = Array.from(
    { length: last },
    (_, at) =>
      `<li class="pageNav-page${at + 1 === current ? " pageNav-page--current" : ""}"><a href="${link(at + 1)}">${at + 1}</a></li>`,
  );
  const next =
    current < last ? `<a href="${link(current + 1)}" class="pageNav-jump pageNav-jump--next">Sau</a>` : "";
  return `<nav class="pageNavWrapper"><div class="pageNav"><ul class="pageNav-main">${pages.join("")}</ul>${next}</div></nav>`;
}

const timeTag = (at: Date, className: string): string => {
  const { longDate, time } = localParts(at);
  return `<time class="${className}" dir="auto" datetime="${localIso(at).replace("+07:00", "+0700")}" data-time="${Math.floor(at.getTime() / 1000)}" title="${longDate} lúc ${time}">${longDate}</time>`;
};

const userLink = (post: SitePost): string =>
  `<a href="/members/${encodeURIComponent(post.author.handle)}.${post.author.userId}/" class="username" dir="auto" data-user-id="${post.author.userId}" data-xf-init="member-tooltip">${escapeText(post.author.handle)}</a>`;

function nodePage(all: readonly Seen[], node: string, number: number, url: URL): Page {
  const inNode = all.filter(({ thread }) => thread.node === node);
  const last = Math.max(1, Math.ceil(inNode.length / THREADS_PER_PAGE));
  const rows = inNode
    .slice((number - 1) * THREADS_PER_PAGE, number * THREADS_PER_PAGE)
    .map((seen) => row(seen, url));
  const { id, title } = nodeOf(node);
  return page(
    frame(
      title,
      `<h1 class="p-title-value">${title}</h1><div class="structItemContainer"><div class="structItemContainer-group js-threadList">${rows.join("\n")}</div></div>${pager(`/forums/${node}.${id}/`, number, last)}`,
    ),
  );
}

function row({ thread, first, last, posts }: Seen, url: URL): string {
  const path = new URL(linkOf(thread, url)).pathname;
  return `<div class="structItem structItem--thread js-inlineModContainer js-threadListItem-${thread.id}" data-author="${escapeText(first.author.handle)}">
<div class="structItem-cell structItem-cell--main"><div class="structItem-title"><a href="${path}" class="" data-tp-primary="on" data-xf-init="preview-tooltip">${escapeText(thread.title)}</a></div>
<div class="structItem-minor"><ul class="structItem-parts"><li>${userLink(first)}</li><li class="structItem-startDate"><a href="${path}" rel="nofollow">${timeTag(first.at, "u-dt")}</a></li></ul></div></div>
<div class="structItem-cell structItem-cell--meta"><dl class="pairs pairs--justified"><dt>Trả lời</dt><dd>${posts.length - 1}</dd></dl><dl class="pairs pairs--justified structItem-minor"><dt>Đọc</dt><dd>${(thread.id % 9) + 1}.${thread.id % 10}K</dd></dl></div>
<div class="structItem-cell structItem-cell--latest"><a href="${path}latest" rel="nofollow">${timeTag(last.at, "structItem-latestDate u-dt")}</a><div class="structItem-minor">${userLink(last)}</div></div></div>`;
}

function threadPage(seen: Seen, number: number, postsPerPage: number, url: URL): Page {
  const { thread, posts } = seen;
  const last = Math.ceil(posts.length / postsPerPage);
  if (number < 1 || number > last) return notFound;
  const shown = posts.slice((number - 1) * postsPerPage, number * postsPerPage);
  const base = linkOf(thread, url);
  const body = shown
    .map((post, index) => message(post, (number - 1) * postsPerPage + index, seen))
    .join("\n");
  const head = `<link rel="canonical" href="${base}${number === 1 ? "" : `page-${number}`}"/>`;
  const html = frame(
    thread.title,
    `<div class="p-title"><h1 class="p-title-value"><span class="label label--accent" dir="auto">Thảo luận</span><span class="label-append">&nbsp;</span>${escapeText(thread.title)}</h1></div>
<div class="p-description"><ul class="listInline listInline--bullet"><li>${userLink(seen.first)}</li><li>${timeTag(seen.first.at, "u-dt")}</li></ul></div>
<div class="block block--messages"><div class="block-outer">${pager(new URL(base).pathname, number, last)}</div><div class="block-body js-replyNewMessageContainer">${body}</div></div>`,
  );
  return page(html.replace("</head>", `${head}</head>`));
}

/** Every fourth answer quotes the one before it, every seventh names its author. */
function message(post: SitePost, index: number, seen: Seen): string {
  const before = index > 0 ? seen.posts[index - 1] : undefined;
  const quote =
    before && index % 4 === 3
      ? `<blockquote data-attributes="member: ${before.author.userId}" data-quote="${escapeText(before.author.handle)}" data-source="post: ${before.id}" class="bbCodeBlock bbCodeBlock--expandable bbCodeBlock--quote js-expandWatch"><div class="bbCodeBlock-title"><a href="/goto/post?id=${before.id}" class="bbCodeBlock-sourceJump" rel="nofollow">${escapeText(before.author.handle)} nói:</a></div><div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent js-expandContent">${escapeText(before.text)}</div></div></blockquote>`
      : "";
  const mention = before && index % 7 === 6 ? `${userLink(before)} ` : "";
  const content = `${quote}${mention}${escapeText(post.text).replaceAll("\n", "<br />\n")}`;
  return `<article class="message message--post js-post js-inlineModContainer" data-author="${escapeText(post.author.handle)}" data-content="post-${post.id}" id="js-post-${post.id}" itemscope itemtype="https://schema.org/Comment">
<div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user" itemprop="author" itemscope itemtype="https://schema.org/Person"><div class="message-avatar"><a href="/members/${post.author.userId}/" class="avatar avatar--m" data-user-id="${post.author.userId}"><span class="avatar-u${post.author.userId}-m">${escapeText(post.author.handle.slice(0, 1))}</span></a></div><h4 class="message-name">${userLink(post)}</h4><h5 class="userTitle message-userTitle">Thành viên</h5></section></div>
<div class="message-cell message-cell--main"><div class="message-main js-quickEditTarget"><header class="message-attribution message-attribution--split"><ul class="message-attribution-main listInline"><li class="u-concealed"><a href="#post-${post.id}" rel="nofollow">${timeTag(post.at, "u-dt")}</a></li></ul><ul class="message-attribution-opposite"><li><a href="#post-${post.id}">#${index + 1}</a></li></ul></header>
<div class="message-content js-messageContent"><div class="message-userContent lbContainer js-lbContainer"><article class="message-body js-selectToQuote"><div class="bbWrapper">${content}</div><div class="js-selectToQuoteEnd">&nbsp;</div></article></div></div>
<footer class="message-footer"><div class="reactionsBar"><a class="reactionsBar-link" href="/posts/${post.id}/reactions"><bdi>${escapeText(post.author.handle)}</bdi></a></div></footer></div></div></div></article>`;
}
