import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Actor, ENTRY_CHANNELS } from "../../model/case.ts";
import { caseMetrics } from "../../model/case-metrics.ts";
import { addDays, dayOf, instantOf, parseDay } from "../../model/time.ts";
import { previewOf } from "../answers.ts";
import { triageOf } from "../case-steps.ts";
import { actorOf, caseFor, choicesFor, readBoard, readCase } from "../cases.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { previewPage } from "../views/answer.ts";
import { casePage } from "../views/case.ts";
import { boardPage } from "../views/case-board.ts";
import { entryPage } from "../views/case-entry.ts";
import { figuresPage } from "../views/case-figures.ts";
import { errorPage } from "../views/error.ts";
import { knownPlaces, problemWords } from "./case-answers.ts";

/** Days that the page of results shows before one asks for others: a month. */
const FIGURE_DAYS = 30;

/** Vụ việc: the board, one case, making one, the preview of its publication, the results. */
export function caseRoutes(app: FastifyInstance, kit: Kit): void {
  const { deps } = kit;

  app.get("/vu-viec", async (request, reply) => {
    const actor = actorOf(kit, request);
    if (actor === null) return notFound(kit, request, reply);
    const view = readBoard(kit, actor, field(request.query, "tat-ca") === "1");
    return sendPage(reply, boardPage(readerOf(kit, request), view));
  });

  app.get("/vu-viec/moi", async (request, reply) =>
    sendPage(
      reply,
      entryPage(readerOf(kit, request), {
        choices: choicesFor(kit, null),
        commandId: randomUUID(),
        typed: null,
        problem: null,
      }),
    ),
  );

  app.get("/vu-viec/ket-qua", async (request, reply) => {
    const reader = readerOf(kit, request);
    const today = dayOf(instantOf(deps.now()));
    const to = parseDay(field(request.query, "den")) ?? today;
    const from = parseDay(field(request.query, "tu")) ?? addDays(to, 1 - FIGURE_DAYS);
    const period = from <= to ? { from, to } : { from: to, to: from };
    const page = figuresPage(reader, {
      metrics: caseMetrics(deps.cases.store.histories(), period),
      units: deps.units.units,
      topics: kit.names.families,
      today,
    });
    return sendPage(reply, page);
  });

  app.post("/vu-viec", async (request, reply) => {
    const actor = actorOf(kit, request);
    if (actor === null) return notFound(kit, request, reply);
    for (const [name, kind] of [
      ["hotSpotId", "hot-spot"],
      ["reportId", "report"],
    ] as const) {
      const id = field(request.body, name);
      if (id === "") continue;
      const one = deps.cases.desk.openFor({ kind, id }, actor, `open ${kind} ${id}`);
      return one === null ? notFound(kit, request, reply) : reply.redirect(`/vu-viec/${one.id}`, 303);
    }
    return enter(kit, request, reply, actor);
  });

  app.get("/vu-viec/:id", async (request, reply) => {
    const actor = actorOf(kit, request);
    const one = actor === null ? null : caseFor(kit, request, actor);
    if (actor === null || one === null) return notFound(kit, request, reply);
    const reader = readerOf(kit, request);
    return sendPage(
      reply,
      casePage(reader, readCase(kit, reader, actor, one, { typed: null, problem: null })),
    );
  });

  app.get("/vu-viec/:id/xem-truoc", async (request, reply) => {
    const actor = actorOf(kit, request);
    const one = actor === null ? null : caseFor(kit, request, actor);
    const question = one?.publications.at(-1)?.question ?? one?.summary ?? "";
    const shown = one === null ? null : previewOf(kit, one, question);
    if (shown === null) return notFound(kit, request, reply);
    return sendPage(reply, previewPage(readerOf(kit, request), shown));
  });
}

/** An address that leads nowhere for this person. */
export function notFound(kit: Kit, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendPage(reply, errorPage(readerOf(kit, request), "notFound"), 404);
}

async function enter(
  kit: Kit,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
): Promise<FastifyReply> {
  const { desk } = kit.deps.cases;
  const reader = readerOf(kit, request);
  const again = (problem: string): FastifyReply =>
    sendPage(
      reply,
      entryPage(reader, {
        choices: choicesFor(kit, null),
        commandId: randomUUID(),
        typed: { kind: "entry", body: request.body },
        problem,
      }),
      422,
    );
  const channel = ENTRY_CHANNELS.find((known) => known === field(request.body, "channel"));
  const triage = knownPlaces(kit, triageOf(request.body));
  const t = reader.t.cases;
  if (channel === undefined) return again(t.problem.missing(t.field.channel));
  if (!kit.names.topics.some(({ id }) => id === triage.topic)) return again(t.problem["unknown-topic"]);
  const commandId = field(request.body, "lenh");
  if (commandId === "") return again(t.problem.stale);
  const answer = await desk.enter({ channel, triage }, actor, commandId);
  if (answer.kind === "done" || answer.kind === "again") {
    return reply.redirect(`/vu-viec/${answer.one.id}`, 303);
  }
  return again(problemWords(kit, reader, answer));
}
