import type { Week } from "../../model/ids.ts";
import { bottomSpace, headline, layout, lines, paragraph, row, section } from "../mail/layout.ts";
import { reasonInWords } from "../mail/reasons.ts";
import type { MailWords } from "../mail/words.ts";
import type { Condition } from "./conditions.ts";

/** What an operator's mail says: the fact, and what to do about it. */
export interface OperatorNote {
  readonly well: boolean;
  readonly sentence: string;
  readonly remedies: readonly string[];
}

/** A condition that began. */
export function troubleNote(
  condition: Condition,
  words: MailWords,
  sourceName: (id: string) => string,
): OperatorNote {
  const say = words.operator;
  switch (condition.kind) {
    case "source": {
      const reason = reasonInWords(condition.reason, words);
      const sentence = say.silentSource(sourceName(condition.source), words.moment(condition.since), reason);
      return { well: false, sentence, remedies: [say.sourceRemedy] };
    }
    case "digest":
      return {
        well: false,
        sentence: say.digestMissing(words.week(condition.week)),
        remedies: [say.digestRemedy],
      };
    case "backup": {
      const last = condition.last === null ? null : words.moment(condition.last);
      return {
        well: false,
        sentence: say.backupOverdue(last, condition.everyHours),
        remedies: [say.backupRemedy],
      };
    }
  }
}

/** A condition that ended, by the subject under which it was told. */
export function wellNote(
  subject: string,
  words: MailWords,
  sourceName: (id: string) => string,
): OperatorNote {
  const say = words.operator;
  const [kind, name = ""] = subject.split(/:(.*)/s);
  const sentence =
    kind === "source"
      ? say.sourceBack(sourceName(name))
      : kind === "digest"
        ? say.digestBack(words.week(name as Week))
        : say.backupBack;
  return { well: true, sentence, remedies: [] };
}

/** Subject, page and text of a note. */
export function operatorMail(note: OperatorNote, words: MailWords, areaName: string) {
  const say = words.operator;
  const subject = `${note.well ? say.wellTag : say.subjectTag} ${note.sentence}`;
  const masthead = `${words.product} · ${areaName}`;
  const html = layout({
    language: words.language,
    title: subject,
    preview: note.sentence,
    masthead,
    body: [
      row(headline(note.sentence), { top: 24 }),
      ...(note.remedies.length === 0 ? [] : [section(say.whatToDo, lines(note.remedies, "›"))]),
      row(paragraph(say.status), { top: 16 }),
      bottomSpace,
    ],
    footer: [],
  });
  const remedies =
    note.remedies.length === 0 ? [] : [[say.whatToDo.toUpperCase(), ...note.remedies].join("\n")];
  const text = `${[masthead, note.sentence, ...remedies, say.status].join("\n\n")}\n`;
  return { subject, html, text };
}
