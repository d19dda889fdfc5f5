// Crawlee's CheerioCrawler over the same pages, run from the folder it is installed in: one JSON line of figures.
import { CheerioCrawler, Configuration, log } from "@crawlee/cheerio";

const [at, countText] = process.argv.slice(2);
const count = Number(countText);
log.setLevel(log.LEVELS.ERROR);
let characters = 0;

async function read(from, to) {
  const configuration = new Configuration({ persistStorage: false, systemInfoV2: false });
  const crawler = new CheerioCrawler(
    {
      minConcurrency: 32,
      maxConcurrency: 32,
      maxRequestRetries: 0,
      requestHandler({ $ }) {
        const lines = [$("h1.title-detail").text(), $("p.description").first().text()];
        $("article.fck_detail p.Normal").each((_, element) => void lines.push($(element).text()));
        characters += lines.join("\n").length;
      },
    },
    configuration,
  );
  const urls = Array.from(
    { length: to - from },
    (_, index) => `${at}/duong-lien-xa-${1_000_000 + from + index}.html`,
  );
  const began = performance.now();
  await crawler.run(urls);
  return performance.now() - began;
}

await read(0, Math.ceil(count / 5));
const before = process.cpuUsage();
const tookMs = await read(count, 2 * count);
const { user, system } = process.cpuUsage(before);
const cpuMs = (user + system) / 1000;
process.stdout.write(
  `${JSON.stringify({ pages: count, tookMs, cpuMs, megabytes: process.resourceUsage().maxRSS / 1024, characters })}\n`,
);
process.exit(0);
