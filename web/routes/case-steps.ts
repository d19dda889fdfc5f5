import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Actor, Case } from "../../model/case.ts";
import type { CaseCommand, CommandKind } from "../../model/case-commands.ts";
import { commandOf, STEP_PATHS } from "../case-steps.ts";
import { actorOf, caseFor, outcomeFor, readCase, stepPath } from "../cases.ts";
import { field, type Kit, readerOf, sendPage } from "../kit.ts";
import { casePage } from "../views/case.ts";
import { knownPlaces, problemWords } from "./case-answers.ts";
import { notFound } from "./cases.ts";

/** One address for each step of the loop, so that the table of access says who may take it. */
export function caseStepRoutes(app: FastifyInstance, kit: Kit): void {
  for (const kind of Object.keys(STEP_PATHS) as CommandKind[]) {
    app.post(stepPath(kind), async (request, reply) => {
      const actor = actorOf(kit, request);
      const one = actor === null ? null : caseFor(kit, request, actor);
      if (actor === null || one === null) return notFound(kit, request, reply);
      return takeStep(kit, { request, reply, actor, one, kind });
    });
  }
}

interface Step {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly actor: Actor;
  readonly one: Case;
  readonly kind: CommandKind;
}

async function takeStep(kit: Kit, step: Step): Promise<FastifyReply> {
  const { request, reply, actor, one, kind } = step;
  const reader = readerOf(kit, request);
  const seenVersion = Number.parseInt(field(request.body, "phien-ban"), 10);
  const commandId = field(request.body, "lenh");
  const command = commandOf(kind, request.body);
  if (command.kind === "unreadable") return again(kit, step, problemWords(kit, reader, command), 422);
  if (!Number.isSafeInteger(seenVersion) || !/^[\w -]{8,80}$/.test(commandId)) {
    return again(kit, step, reader.t.cases.problem.stale, 422);
  }
  if (command.kind === "triage" && !kit.names.topics.some(({ id }) => id === command.topic)) {
    return again(kit, step, reader.t.cases.problem["unknown-topic"], 422);
  }
  const answer = await kit.deps.cases.desk.act(one.id, filled(kit, one, command), {
    actor,
    seenVersion,
    commandId,
    checkedWords: field(request.body, "da-xem") === "1",
  });
  if (answer.kind === "done" || answer.kind === "again") {
    return reply.redirect(`/vu-viec/${one.id}`, 303);
  }
  const status = answer.kind === "changed" ? 409 : 422;
  return again(kit, step, problemWords(kit, reader, answer), status);
}

/** What no form may say: places of the area only, and figures worked out here. */
function filled(kit: Kit, one: Case, command: CaseCommand): CaseCommand {
  if (command.kind === "verify") return { ...command, figures: outcomeFor(kit, one)?.figures ?? null };
  return knownPlaces(kit, command);
}

/** The page again, with the sentence and what was typed; where the case is out of sight meanwhile, no page. */
function again(kit: Kit, step: Step, problem: string, status: number): FastifyReply {
  const { request, reply, actor, kind } = step;
  const reader = readerOf(kit, request);
  const one = caseFor(kit, request, actor);
  if (one === null) return notFound(kit, request, reply);
  const view = readCase(kit, reader, actor, one, { typed: { kind, body: request.body }, problem });
  return sendPage(reply, casePage(reader, view), status);
}
