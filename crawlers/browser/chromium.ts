import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";

/** Where distributions put it. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The system's Chromium; null when none is installed. Nothing is ever downloaded. */
export function findChromium(): string | null {
  return PLACES.find((place) => existsSync(place)) ?? null;
}

/**
 * Starts Chromium behind a proxy, for loopback too, without names it could resolve, without ways around the proxy, and
 * without our environment. Its sandbox is on unless we run as root, where Chromium refuses to start with it.
 */
export async function launchChromium(executablePath: string, proxyUrl: string): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  return await chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: !runsAsRoot(),
    proxy: { server: proxyUrl, bypass: "<-loopback>" },
    env: { PATH: "/usr/bin:/bin", HOME: "/tmp", LANG: "C.UTF-8" },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      "--proxy-bypass-list=<-loopback>",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
      "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-domain-reliability",
      "--no-pings",
      "--blink-settings=imagesEnabled=false",
    ],
  });
}

/** True when Chromium must run without its sandbox. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}
