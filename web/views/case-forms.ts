import { BASES, type Case, CLOSINGS, DISMISSALS, ENTRY_CHANNELS, VERDICTS } from "../../model/case.ts";
import type { CommandKind } from "../../model/case-commands.ts";
import type { AnswerRule } from "../../model/case-rules.ts";
import type { Day } from "../../model/ids.ts";
import { COMMITMENT_ROWS, STEP_PATHS } from "../case-steps.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { field as typedField, fields as typedFields } from "../kit.ts";
import { csrfField } from "./layout.ts";

/** What the forms of a case offer to choose from. */
export interface FormChoices {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  /** The unit that usually answers for this topic here; empty where configuration names none. */
  readonly suggestedUnit: string;
  readonly kinds: readonly AnswerRule[];
  readonly today: Day;
  /** The answer is past its day and must say why. */
  readonly isLate: boolean;
  /** Words of the publication that may be names. */
  readonly doubtfulWords: readonly string[];
}

/** A form that came back: what was typed stays. */
export interface Typed {
  readonly kind: CommandKind | "entry";
  readonly body: unknown;
}

type Option = readonly [value: string, label: string];
interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: "line" | "area" | "long" | "day" | "number" | "choice" | "checks" | "confirm";
  readonly required: boolean;
  readonly value?: string;
  readonly values?: readonly string[];
  readonly options?: readonly Option[];
  readonly min?: string;
}

/** The form of one step, with what was typed before. The case's version goes with it, and a name under which it is done once. */
export function stepForm(
  reader: Reader,
  one: Case,
  kind: CommandKind,
  parts: {
    readonly choices: FormChoices;
    readonly commandId: string;
    readonly typed: Typed | null;
    readonly isMain: boolean;
  },
): Markup {
  const words = reader.t.cases.step[kind];
  const body = parts.typed?.kind === kind ? parts.typed.body : null;
  return html`<form class="stack case-form" method="post" action="/vu-viec/${one.id}/${STEP_PATHS[kind]}">
${csrfField(reader)}<input type="hidden" name="phien-ban" value="${one.version}"><input type="hidden" name="lenh" value="${parts.commandId}">
${fieldsOf(reader, one, kind, parts.choices).map((field) => control(reader, field, `${kind}-`, body))}
<button class="${parts.isMain ? "button" : "quiet-button"}">${words.send}</button>
</form>`;
}

/** The form of an officer's own entry. */
export function entryForm(
  reader: Reader,
  parts: { readonly choices: FormChoices; readonly commandId: string; readonly typed: Typed | null },
): Markup {
  const t = reader.t.cases;
  const body = parts.typed?.body ?? null;
  const channel: Field = {
    name: "channel",
    label: t.field.channel,
    kind: "choice",
    required: true,
    options: ENTRY_CHANNELS.map((one) => [one, t.channel[one]]),
  };
  const all = [channel, ...triageFields(reader, null, parts.choices)];
  return html`<form class="card stack case-form" method="post" action="/vu-viec">
${csrfField(reader)}<input type="hidden" name="lenh" value="${parts.commandId}">
${all.map((field) => control(reader, field, "entry-", body))}
<button class="button">${t.entry.send}</button>
</form>`;
}

function fieldsOf(reader: Reader, one: Case, kind: CommandKind, choices: FormChoices): readonly Field[] {
  const { field: f, ...t } = reader.t.cases;
  const area = (name: "comment" | "note" | "reason", required: boolean): Field => ({
    name,
    label: f[name],
    kind: "area",
    required,
  });
  const plan: Field = {
    name: "plan",
    label: f.plan,
    hint: f.planHint,
    kind: "area",
    required: true,
    value: one.plan ?? "",
  };
  const from = (value: string, min: Day | null): Field => ({
    name: "on",
    label: f.on,
    kind: "day",
    required: true,
    value,
    ...(min === null ? {} : { min }),
  });
  switch (kind) {
    case "triage":
      return triageFields(reader, one, choices);
    case "revise":
      return triageFields(reader, one, choices).slice(0, 2);
    case "merge":
      return [
        { name: "into", label: f.into, hint: f.intoHint, kind: "line", required: true },
        area("comment", false),
      ];
    case "dismiss":
      return [
        {
          name: "reasonChoice",
          label: f.reasonChoice,
          kind: "choice",
          required: true,
          options: DISMISSALS.map((id) => [id, t.dismissal[id]]),
        },
        area("comment", true),
      ];
    case "route":
      return [unitField(reader, choices, one.unit ?? choices.suggestedUnit), area("note", false)];
    case "reroute":
    case "assign":
      return [unitField(reader, choices, ""), area("reason", true)];
    case "refer":
    case "return":
      return [area("reason", true)];
    case "accept":
    case "approve":
      return [];
    case "progress":
      return [plan];
    case "schedule":
      return [from(one.scheduledOn ?? "", choices.today), plan];
    case "plan-dialogue":
      return [
        from(one.dialogue?.on ?? "", choices.today),
        { name: "place", label: f.place, kind: "line", required: true, value: one.dialogue?.place ?? "" },
      ];
    case "hold-dialogue":
      return minutesFields(reader, one, choices);
    case "keep-commitment": {
      const open = one.commitments.filter(({ kept }) => kept === null);
      const options = open.map(({ number, what }): Option => [String(number), what]);
      return [
        { name: "commitmentNumber", label: f.commitmentNumber, kind: "choice", required: true, options },
        area("note", true),
      ];
    }
    default:
      return answerFields(reader, one, kind, choices);
  }
}

function answerFields(reader: Reader, one: Case, kind: CommandKind, choices: FormChoices): readonly Field[] {
  const { field: f, ...t } = reader.t.cases;
  const comment: Field = { name: "comment", label: f.comment, kind: "area", required: true };
  switch (kind) {
    case "answer": {
      const { answer } = one;
      const late: Field = {
        name: "lateReason",
        label: f.lateReason,
        kind: "area",
        required: true,
        value: answer?.lateReason ?? "",
      };
      return [
        {
          name: "text",
          label: f.text,
          hint: f.textHint,
          kind: "long",
          required: true,
          value: answer?.text ?? "",
        },
        {
          name: "legalBasis",
          label: f.legalBasis,
          hint: f.legalBasisHint,
          kind: "area",
          required: true,
          value: answer?.legalBasis ?? "",
        },
        { name: "measures", label: f.measures, kind: "area", required: true, value: answer?.measures ?? "" },
        { name: "doneBy", label: f.doneBy, kind: "day", required: false, value: answer?.doneBy ?? "" },
        ...(choices.isLate ? [late] : []),
      ];
    }
    case "publish": {
      const question: Field = {
        name: "question",
        label: f.question,
        hint: f.questionHint,
        kind: "area",
        required: true,
        value: one.publications.at(-1)?.question ?? one.summary ?? "",
      };
      if (choices.doubtfulWords.length === 0) return [question];
      const label = `${f.checked}: ${choices.doubtfulWords.join(", ")}`;
      return [question, { name: "da-xem", label, kind: "confirm", required: true }];
    }
    case "verify":
      return [
        {
          name: "verdict",
          label: f.verdict,
          kind: "choice",
          required: true,
          options: VERDICTS.map((id) => [id, t.verdict[id]]),
        },
        {
          name: "basis",
          label: f.basis,
          kind: "choice",
          required: true,
          options: BASES.map((id) => [id, t.basis[id]]),
        },
        comment,
      ];
    case "reopen": {
      const options: readonly Option[] = [
        ["unresolved", t.cause.unresolved],
        ["staff", t.cause.staff],
      ];
      return [{ name: "cause", label: f.cause, kind: "choice", required: true, options }, comment];
    }
    case "close":
      return [
        {
          name: "as",
          label: f.as,
          kind: "choice",
          required: true,
          options: CLOSINGS.map((id) => [id, t.state[id]]),
        },
        { name: "names", label: f.names, hint: f.optional, kind: "line", required: false },
        { name: "publicReason", label: f.publicReason, kind: "area", required: true },
      ];
    default:
      return [];
  }
}

function triageFields(reader: Reader, one: Case | null, { kinds }: FormChoices): readonly Field[] {
  const { field: f } = reader.t.cases;
  const { names, language } = reader;
  return [
    {
      name: "title",
      label: f.title,
      hint: f.titleHint,
      kind: "line",
      required: true,
      value: one?.title ?? "",
    },
    {
      name: "summary",
      label: f.summary,
      hint: f.summaryHint,
      kind: "area",
      required: true,
      value: one?.summary ?? "",
    },
    {
      name: "topic",
      label: f.topic,
      kind: "choice",
      required: true,
      value: one?.topic ?? "",
      options: names.topics.map((topic) => [
        topic.id,
        topic.id === topic.family ? topic[language] : `– ${topic[language]}`,
      ]),
    },
    {
      name: "places",
      label: f.places,
      hint: f.placesHint,
      kind: "checks",
      required: false,
      values: one?.places ?? [],
      options: names.communes.map((unit) => [unit.id, unit.label]),
    },
    {
      name: "urgency",
      label: f.urgency,
      kind: "choice",
      required: true,
      value: one?.urgency ?? kinds[0]?.id ?? "",
      options: kinds.map((kind) => [
        kind.id,
        `${kind.name[language]} · ${f.days(reader.number(kind.answer.days), kind.answer.count)}`,
      ]),
    },
  ];
}

function minutesFields(reader: Reader, one: Case, choices: FormChoices): readonly Field[] {
  const { field: f } = reader.t.cases;
  const rows = Array.from({ length: COMMITMENT_ROWS }, (_, at) => at + 1);
  return [
    { name: "on", label: f.on, kind: "day", required: true, value: one.dialogue?.on ?? choices.today },
    { name: "attendance", label: f.attendance, hint: f.optional, kind: "number", required: false },
    { name: "minutes", label: f.minutes, hint: f.minutesHint, kind: "long", required: true },
    ...rows.flatMap((row): readonly Field[] => [
      {
        name: `commitmentWhat${row}`,
        label: f.commitmentWhat(reader.number(row)),
        hint: f.optional,
        kind: "line",
        required: false,
      },
      {
        ...unitField(reader, choices, one.unit ?? ""),
        name: `commitmentUnit${row}`,
        label: f.commitmentUnit,
        required: false,
      },
      { name: `commitmentDue${row}`, label: f.commitmentDue, kind: "day", required: false },
    ]),
  ];
}

function unitField(reader: Reader, { units, suggestedUnit }: FormChoices, value: string): Field {
  const { field: f } = reader.t.cases;
  return {
    name: "unit",
    label: f.unit,
    kind: "choice",
    required: true,
    value,
    options: units.map(({ id, name }) => [id, id === suggestedUnit ? `${name} (${f.suggested})` : name]),
  };
}

function control(reader: Reader, field: Field, prefix: string, body: unknown): Markup {
  const id = `${prefix}${field.name}`;
  const value = body === null ? (field.value ?? "") : typedField(body, field.name);
  const hint =
    field.hint === undefined ? null : html`<span class="hint" id="${id}-hint">${field.hint}</span>`;
  const described = field.hint === undefined ? null : html` aria-describedby="${id}-hint"`;
  const required = field.required ? html` required` : null;
  const label = html`<label for="${id}">${field.label}</label>${hint}`;
  switch (field.kind) {
    case "line":
      return html`<div>${label}<input type="text" id="${id}" name="${field.name}" value="${value}" maxlength="200"${required}${described}></div>`;
    case "area":
    case "long":
      return html`<div>${label}<textarea id="${id}" name="${field.name}" rows="${field.kind === "long" ? 8 : 3}" maxlength="${field.kind === "long" ? 8000 : 2000}"${required}${described}>${value}</textarea></div>`;
    case "day":
      return html`<div>${label}<input type="date" id="${id}" name="${field.name}" value="${value}"${field.min === undefined ? null : html` min="${field.min}"`}${required}${described}></div>`;
    case "number":
      return html`<div>${label}<input type="number" id="${id}" name="${field.name}" value="${value}" min="0" max="100000" inputmode="numeric"${described}></div>`;
    case "choice":
      return html`<div>${label}<select id="${id}" name="${field.name}"${required}${described}><option value="">${reader.t.cases.field.choose}</option>${(field.options ?? []).map(([option, name]) => html`<option value="${option}"${option === value ? html` selected` : null}>${name}</option>`)}</select></div>`;
    case "checks": {
      const chosen = body === null ? (field.values ?? []) : typedFields(body, field.name);
      return html`<fieldset><legend>${field.label}</legend>${hint}<div class="checks">${(field.options ?? []).map(([option, name]) => html`<label class="check"><input type="checkbox" name="${field.name}" value="${option}"${chosen.includes(option) ? html` checked` : null}>${name}</label>`)}</div></fieldset>`;
    }
    case "confirm":
      return html`<label class="check"><input type="checkbox" name="${field.name}" value="1"${required}>${field.label}</label>`;
  }
}
