import { escapeText, localParts, notFound, page, rss, type Site, text, xml } from "./markup.ts";
import type { SitePost, SiteThread } from "./material.ts";

const POSTS_PER_PAGE = 5;

/** A forum in the shape of XenForo 1: `li.message`, times as text, quotes and names wherever it puts them. */
export function createOldForum(threads: readonly SiteThread[]): Site {
  return (url, now) => {
    if (url.pathname === "/robots.txt")
      return text("User-agent: *\nDisallow: /members/\nDisallow: /login/\n");
    const all = threads.filter(({ posts }) => posts[0] !== undefined && posts[0].at <= now);
    if (url.pathname === "/forums/tin.2/index.rss") {
      const items = all.map((thread) => ({
        title: thread.title,
        link: url.origin + pathOf(thread),
        at: thread.posts[0]?.at ?? now,
        description: "",
        replies: written(thread, now).length - 1,
      }));
      return xml(rss("Diễn đàn cũ", url.origin, items));
    }
    const asked = /^\/threads\/[a-z0-9-]+\.(\d+)\/(?:page-(\d+))?$/.exec(url.pathname);
    const thread = all.find(({ id }) => id === Number(asked?.[1]));
    return thread ? threadPage(thread, Number(asked?.[2] ?? 1), url, now) : notFound;
  };
}

const pathOf = (thread: SiteThread): string => `/threads/${thread.slug}.${thread.id}/`;
const written = (thread: SiteThread, now: Date): readonly SitePost[] =>
  thread.posts.filter(({ at }) => at <= now);

function threadPage(thread: SiteThread, number: number, url: URL, now: Date) {
  const posts = written(thread, now);
  const last = Math.ceil(posts.length / POSTS_PER_PAGE);
  if (number < 1 || number > last) return notFound;
  const shown = posts.slice((number - 1) * POSTS_PER_PAGE, number * POSTS_PER_PAGE);
  const pager = last > 1 ? `<div class="PageNav" data-page="${number}" data-last="${last}"></div>` : "";
  const address = url.origin + pathOf(thread) + (number === 1 ? "" : `page-${number}`);
  return page(`<!DOCTYPE html><html id="XenForo" lang="vi-VN" class="Public NoJs"><head><meta charset="utf-8"><title>${escapeText(thread.title)}</title><link rel="canonical" href="${address}"></head><body>
<div class="titleBar"><h1><span class="prefix prefixPrimary">Hỏi</span> ${escapeText(thread.title)}</h1></div>${pager}<ol class="messageList">${shown.map((post, index) => message(post, shown[index - 1])).join("\n")}</ol></body></html>`);
}

function message(post: SitePost, before: SitePost | undefined): string {
  const { longDate, time } = localParts(post.at);
  const { handle, userId } = post.author;
  const quote = before
    ? `<div class="bbCodeBlock bbCodeQuote" data-author="${escapeText(before.author.handle)}"><aside><div class="attribution type">${escapeText(before.author.handle)} nói: <a href="goto/post?id=${before.id}">↑</a></div><blockquote class="quoteContainer"><div class="quote">${escapeText(before.text)}</div></blockquote></aside></div>`
    : "";
  return `<li id="post-${post.id}" class="sectionMain message" data-author="${escapeText(handle)}"><div class="messageUserInfo"><a class="username" href="members/${userId}/" data-user-id="${userId}">${escapeText(handle)}</a></div>
<div class="messageInfo"><div class="messageContent"><article><blockquote class="messageText ugc baseHtml">${quote}${escapeText(post.text).replaceAll("\n", "<br />")}<div class="messageTextEndMarker">&nbsp;</div></blockquote></article></div>
<div class="messageMeta"><span class="DateTime" title="${longDate} lúc ${time}">${longDate}</span></div></div></li>`;
}
