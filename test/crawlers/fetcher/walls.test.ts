import { describe, expect, test } from "vitest";
import { wallIn } from "../../../crawlers/fetcher/walls.ts";

const page = (title: string, body = ""): string =>
  `<html><head><title>${title}</title></head><body>${body}</body></html>`;
const PASSWORD = '<form><input type="password" name="p"></form>';
const SENTENCE = "Người dân phản ánh đoạn đường qua xã An Quang hư hỏng đã lâu. ";

describe("what stands before a text is told apart", () => {
  test.each([
    [
      "Cloudflare's riddle",
      page("Just a moment...", "<script>window._cf_chl_opt={}</script>"),
      "",
      "challenge",
    ],
    ["a captcha alone", page("Tin", '<div class="h-captcha"></div>'), "", "challenge"],
    ["a browser check in words", page("Anti-DDoS"), "Đang kiểm tra trình duyệt của bạn", "challenge"],
    ["a login page", page("Đăng nhập - Diễn đàn", PASSWORD), "", "login-required"],
    ["a note for members", page("Tin"), "Bạn phải đăng nhập để đọc bài này.", "login-required"],
    ["a scrambled body", page("Tin"), `Tin\n${"QWxhZGRpbjpvcGVu".repeat(20)}\nHết`, "encrypted-body"],
    ["a decoder without text", page("Tin", '<i data-encrypted="x"></i>'), "", "encrypted-body"],
  ])("%s", (_, html, text, state) => {
    expect(wallIn(html, text)?.state).toBe(state);
  });
});

describe("a page that can be read is none", () => {
  test.each([
    [
      "an article behind Cloudflare",
      page("Tin", '<script src="/cdn-cgi/challenge-platform/x.js">'),
      SENTENCE.repeat(9),
    ],
    ["a short notice on a portal with a login form", page("Thông báo", PASSWORD), "Lịch tiếp dân tháng 3."],
    ["an article with a comment form's captcha", page("Tin", '<div class="g-recaptcha"></div>'), SENTENCE],
    ["an article about logging in", page("Tin"), `${SENTENCE.repeat(8)} Phải đăng nhập cổng dịch vụ công.`],
    ["a long address in a text", page("Tin"), `${SENTENCE} https://tin.example/${"a-b/".repeat(80)}`],
    ["an empty page of a portal with a login form", page("Cổng thông tin", PASSWORD), ""],
  ])("%s", (_, html, text) => {
    expect(wallIn(html, text)).toBeNull();
  });
});
