import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout, publicPath } from "./layout.ts";

/** The sign-in form. `message` is the sentence above it; `next` is the page that was asked for. */
export function signInPage(
  reader: Reader,
  form: {
    readonly token: string;
    readonly next: string;
    readonly message: string | null;
    readonly wrong: boolean;
  },
): Markup {
  const { t } = reader;
  return layout(reader, {
    title: t.signIn.title,
    section: "/dang-nhap",
    content: html`<div class="narrow">
<h1>${t.signIn.title}</h1>
<p class="lead">${t.signIn.lead}</p>
${form.message === null ? null : html`<p class="${form.wrong ? "notice notice-bad" : "notice"}" role="${form.wrong ? "alert" : "status"}">${form.message}</p>`}
<form class="card stack" method="post" action="${publicPath(reader, "/dang-nhap")}">
<input type="hidden" name="_csrf" value="${form.token}">
<input type="hidden" name="tiep" value="${form.next}">
<label>${t.signIn.email}<input type="email" name="email" autocomplete="username" required autofocus></label>
<label>${t.signIn.password}<input type="password" name="mat-khau" autocomplete="current-password" required></label>
<button class="button">${t.signIn.submit}</button>
<p class="quiet small">${t.signIn.forgot}</p>
</form>
<p class="quiet"><a href="${publicPath(reader, "/cong-khai")}">${t.signIn.resident}</a></p>
</div>`,
  });
}
