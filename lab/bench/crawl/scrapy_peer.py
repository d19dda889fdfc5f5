"""Scrapy over the same pages: one JSON line of figures; its start is not counted, the first fifth warms up."""
import json
import resource
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess

at, count = sys.argv[1], int(sys.argv[2])
warm = -(-count // 5)
seen = {"pages": 0, "began": None, "characters": 0, "ended": None}


class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):
        for number in range(warm + count):
            yield scrapy.Request(f"{at}/duong-lien-xa-{1000000 + number}.html", self.parse, dont_filter=True)

    def parse(self, response):
        lines = [response.css("h1.title-detail::text").get() or "", "".join(response.css("p.description")[0:1].css("::text").getall())]
        lines += ["".join(part.css("::text").getall()) for part in response.css("article.fck_detail p.Normal")]
        seen["characters"] += len("\n".join(lines))
        seen["pages"] += 1
        if seen["pages"] == warm:
            seen["began"] = time.perf_counter()
            seen["cpu"] = time.process_time()
        if seen["pages"] == warm + count:
            seen["ended"] = time.perf_counter()
            seen["cpu"] = time.process_time() - seen["cpu"]


process = CrawlerProcess(
    {
        "LOG_ENABLED": False,
        "CONCURRENT_REQUESTS": 32,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "RETRY_ENABLED": False,
    }
)
process.crawl(Pages)
process.start()
print(
    json.dumps(
        {
            "pages": count,
            "tookMs": (seen["ended"] - seen["began"]) * 1000,
            "cpuMs": seen["cpu"] * 1000,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "characters": seen["characters"],
        }
    )
)
