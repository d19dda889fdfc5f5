import type { Day } from "../../model/ids.ts";
import { ALL_COMMUNES, type Commune, Talk } from "./talk.ts";

/** Days of talk before anything is planted, and the last day. */
export const PLANT = 75;
export const LAST = PLANT + 20;

/** A concern that should be told: by when, about what, where. */
export interface Expected {
  readonly topic: string;
  readonly places: readonly Commune[];
  /** Days, 0 is the first day of the plant. */
  readonly from: number;
  readonly by: number;
}

/** A planted district: its lines, what must be told, and what may be told without being wrong. */
export interface Planted {
  readonly talk: Talk;
  readonly expected: readonly Expected[];
  /** Subjects whose alerts are right, late or under a neighbouring name: neither found nor false. */
  readonly tolerated?: readonly string[];
  /** Days on which lines come in, each with those that came by then; absent: all at once at the end. */
  readonly arrivals?: (line: Talk["lines"][number]) => number;
  readonly start?: Day;
}

export interface Scenario {
  readonly name: string;
  readonly plant: (seed: number) => Planted;
}

const NOISE = [
  ["waste", 0.12],
  ["water", 0.1],
  ["power", 0.06],
  ["roads", 0.25],
  ["clinic", 0.08],
  ["school", 0.15],
  ["papers", 0.1],
  ["market", 0.15],
  ["land", 0.12],
  ["thieves", 0.06],
] as const;
const START = "2026-08-03" as Day;

/** Talk of every kind in every commune, and some that names no place. */
function town(
  seed: number,
  options: {
    readonly volume?: number;
    readonly start?: Day;
    readonly factor?: (talk: Talk, day: number) => number;
  } = {},
): Talk {
  const talk = new Talk(options.start ?? START, seed);
  for (const [subject, mean] of NOISE) {
    ALL_COMMUNES.forEach((at, index) => {
      const share = [1.6, 1, 0.8, 0.6, 1][index] ?? 1;
      talk.noise(
        subject,
        at,
        mean * share * (options.volume ?? 1),
        LAST + 1,
        (day) => options.factor?.(talk, day) ?? 1,
      );
    });
  }
  return talk;
}

function expects(topic: string, places: readonly Commune[], by: number, from = 0): Expected {
  return { topic, places, from, by };
}

export const SCENARIOS: readonly Scenario[] = [
  { name: "nothing planted", plant: (seed) => ({ talk: town(seed), expected: [] }) },
  {
    name: "nothing planted, five times the talk",
    plant: (seed) => ({ talk: town(seed, { volume: 5 }), expected: [] }),
  },
  {
    name: "loud weekends",
    plant: (seed) => ({
      talk: town(seed, { volume: 2, factor: (talk, day) => (talk.weekday(day) >= 5 ? 2.2 : 0.7) }),
      expected: [],
    }),
  },
  {
    name: "3, 5, 4 voices in a quiet commune",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [3, 5, 4], "water", "khanh");
      return { talk, expected: [expects("utilities", ["khanh"], 2)] };
    },
  },
  {
    name: "8 then 6 voices on one day each",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [8, 6], "thieves", "truong");
      return { talk, expected: [expects("security", ["truong"], 1)] };
    },
  },
  {
    name: "15 voices over four days in loud talk",
    plant: (seed) => {
      const talk = town(seed, { volume: 3 });
      talk.plant(PLANT, [4, 6, 3, 2], "clinic", "quang");
      return { talk, expected: [expects("health", ["quang"], 2)] };
    },
  },
  {
    name: "slow rise over ten days",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [1, 1, 1, 2, 2, 2, 3, 3, 3, 3], "papers", "hung");
      return { talk, expected: [expects("procedures", ["hung"], 9)] };
    },
  },
  {
    name: "thin over four neighbours",
    plant: (seed) => {
      const talk = town(seed, { volume: 0.5 });
      for (const at of ["truong", "quang", "khanh", "hung"] as const) talk.plant(PLANT, [2, 2], "power", at);
      return { talk, expected: [expects("utilities", ["truong", "quang", "khanh", "hung"], 2)] };
    },
  },
  {
    name: "two stories at once",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [10, 15, 12, 8], "waste", "lao");
      talk.plant(PLANT + 1, [4, 5, 4], "school", "hung");
      return { talk, expected: [expects("environment", ["lao"], 1), expects("education", ["hung"], 4, 1)] };
    },
  },
  {
    name: "one story in two families",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [5, 7, 5, 4], "blocked", "quang");
      return { talk, expected: [expects("environment|transport", ["quang"], 1)] };
    },
  },
  {
    name: "a story that moves to the neighbour",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [4, 5, 4, 1], "water", "truong");
      talk.plant(PLANT + 3, [3, 5, 4, 2], "water", "quang");
      return { talk, expected: [expects("utilities", ["truong", "quang"], 2)] };
    },
  },
  {
    name: "one article on forty pages",
    plant: (seed) => {
      const talk = town(seed);
      const text = talk.sentence("land", "truong", "complaint").repeat(2);
      for (let page = 0; page < 40; page++)
        talk.say(PLANT, "land", "truong", {
          kind: "article",
          title: "Sổ đỏ chậm ở An Trường",
          text: `${text}${" ".repeat(page % 3)}`,
          source: `s${page % 8}`,
        });
      return { talk, expected: [] };
    },
  },
  {
    name: "one text from thirty-five accounts",
    plant: (seed) => {
      const talk = town(seed);
      const text = talk.sentence("papers", "lao", "complaint");
      for (let n = 0; n < 40; n++)
        talk.say(PLANT, "papers", "lao", {
          text: `${text}${["", "!", ".", " ạ", " nhé"][n % 5]}`,
          author: `b${n % 35}`,
        });
      talk.plant(PLANT, [2], "papers", "lao");
      return { talk, expected: [] };
    },
  },
  {
    name: "one loud author",
    plant: (seed) => {
      const talk = town(seed);
      for (let n = 0; n < 45; n++) talk.say(PLANT + (n % 4), "roads", "quang", { author: "mot-nguoi" });
      return { talk, expected: [] };
    },
  },
  {
    name: "a festival everybody likes",
    plant: (seed) => {
      const talk = town(seed);
      for (let n = 0; n < 40; n++)
        talk.say(PLANT + (n % 3), "festival", "lao", {
          tone: talk.random() < 0.75 ? "praise" : talk.random() < 0.6 ? "question" : "complaint",
        });
      return { talk, expected: [] };
    },
  },
  {
    name: "a burst typed without marks",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [4, 6, 5], "waste", "khanh", { teencode: true });
      return { talk, expected: [expects("environment", ["khanh"], 2)] };
    },
  },
  {
    name: "one source only",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [6, 8, 6], "market", "hung", { source: "s3" });
      return { talk, expected: [] };
    },
  },
  {
    name: "a new page joins with its own talk",
    plant: (seed) => {
      const talk = town(seed, { volume: 2 });
      for (const at of ALL_COMMUNES)
        for (let day = PLANT; day <= LAST; day++)
          for (const subject of ["roads", "school", "waste"] as const)
            if (talk.random() < 0.25)
              talk.say(day, subject, at, {
                source: "trang-moi",
                tone: talk.random() < 0.4 ? "complaint" : "question",
              });
      return { talk, expected: [] };
    },
  },
  {
    name: "everything twice as loud for three days",
    plant: (seed) => ({
      talk: town(seed, { volume: 2, factor: (_, day) => (day >= PLANT && day < PLANT + 3 ? 2 : 1) }),
      expected: [],
    }),
  },
  {
    name: "a holiday that talks",
    plant: (seed) => ({
      talk: town(seed, {
        volume: 2,
        start: "2026-02-14" as Day,
        factor: (_, day) => (day >= PLANT - 1 && day <= PLANT + 5 ? 1.4 : 1),
      }),
      expected: [],
    }),
  },
  {
    name: "a burst on a holiday",
    plant: (seed) => {
      const talk = town(seed, { start: "2026-02-14" as Day });
      talk.plant(PLANT + 2, [5, 7, 5], "power", "lao");
      return { talk, expected: [expects("utilities", ["lao"], 4, 2)] };
    },
  },
  {
    name: "a burst that arrives three days late",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [4, 6, 5, 4, 3], "clinic", "hung");
      return {
        talk,
        expected: [expects("health", ["hung"], 6)],
        arrivals: ({ day, line }) => (line.text.includes("trạm y tế") && day >= PLANT ? day + 3 : day),
      };
    },
  },
  {
    name: "three days of everything arrive at once",
    plant: (seed) => ({
      talk: town(seed, { volume: 2 }),
      expected: [],
      arrivals: ({ day }) => (day >= PLANT && day < PLANT + 3 ? PLANT + 3 : day),
    }),
  },
  {
    name: "comments under two articles",
    plant: (seed) => {
      const talk = town(seed);
      const parents = ["s1", "s2"].map((source) => ({
        source,
        id: talk.say(PLANT, "water", "quang", {
          kind: "article",
          source,
          title: "Nước máy ở xã An Quang bị đục",
          text: `Người dân xã An Quang phản ánh nước máy đục nhiều ngày, báo ${source} ghi nhận tại chỗ và đã hỏi đơn vị cấp nước.`,
        }),
      }));
      const said = [
        "đục như nước gạo mà vẫn thu tiền đủ",
        "nhà tôi cũng thế, bẩn không dùng được",
        "kêu mãi mà không ai trả lời, tệ",
        "mấy hôm nay phải đi mua nước bình, tốn kém quá",
        "chán thật, năm nào cũng vậy",
        "sao không ai chịu trách nhiệm, bức xúc",
        "con nhỏ tắm xong ngứa cả người, sợ quá",
        "mùi tanh nồng nặc, không nấu cơm được",
        "trả tiền đều mà dùng nước bẩn, quá đáng",
        "đề nghị kiểm tra ngay đi, khổ lắm rồi",
        "gọi điện không ai nghe máy, thất vọng",
        "giặt áo trắng thành áo vàng luôn, chán",
      ];
      said.forEach((text, n) => {
        const parent = parents[n % 2];
        if (parent !== undefined)
          talk.say(PLANT + (n % 3), "water", "quang", {
            kind: "comment",
            text,
            source: parent.source,
            parentId: parent.id,
          });
      });
      return { talk, expected: [expects("utilities", ["quang"], 2)] };
    },
  },
  {
    name: "comes back after eight quiet days",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [4, 6, 4], "roads", "khanh");
      talk.plant(PLANT + 13, [5, 5], "roads", "khanh");
      return { talk, expected: [expects("transport", ["khanh"], 2)] };
    },
  },
  {
    name: "no place named, local matter",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [5, 8, 7], "power", null);
      return { talk, expected: [], tolerated: ["utilities"] };
    },
  },
  {
    name: "a concern outside the taxonomy",
    plant: (seed) => {
      const talk = town(seed);
      talk.plant(PLANT, [5, 7, 5, 3], "monkeys", "truong", { tone: "complaint" });
      return { talk, expected: [expects("other", ["truong"], 3)] };
    },
  },
];
