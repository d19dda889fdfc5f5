import type { CountingChannel } from "../../model/document.ts";
import { safetyWouldMatter, storyLevel } from "./gates.ts";
import type { AreaFacts, DayInput } from "./inputs.ts";
import { type DayChanges, settleDay } from "./life-cycle.ts";
import { buildPanel, type Panel, type PanelInput } from "./panel.ts";
import type { Thresholds } from "./score.ts";
import { findStories, type Story } from "./stories.ts";
import { withoutTwins } from "./twins.ts";

const CHANNELS: readonly CountingChannel[] = ["public", "youtube"];

/** The scored cells of a day and the stories in them, before they meet what is known. */
export interface ScoredDay {
  readonly panels: readonly Panel[];
  readonly stories: readonly Story[];
}

/**
 * Added to every threshold within the day, where a score is asked 23 times instead of once: simulated, it keeps the
 * false episodes of quiet series where the closing alone has them (0.24 a year at 2 voices a day; 0.44 without).
 */
const WITHIN_DAY_MARGIN = 0.4;

/** Scores every cell of a day and groups those that fire into stories. YouTube is a panel of its own. */
export function scoreDay(input: PanelInput): ScoredDay {
  const asked = input.partOfDay === null ? input : { ...input, area: withMargin(input.area) };
  const panels = CHANNELS.flatMap((channel) => buildPanel(asked, channel) ?? []);
  return { panels, stories: panels.flatMap((panel) => withoutTwins(panel, findStories(panel))) };
}

function withMargin(area: AreaFacts): AreaFacts {
  const { watch, alert, alertBusy, high } = area.thresholds;
  const thresholds: Thresholds = {
    watch: watch + WITHIN_DAY_MARGIN,
    alert: alert + WITHIN_DAY_MARGIN,
    alertBusy: alertBusy + WITHIN_DAY_MARGIN,
    high: high + WITHIN_DAY_MARGIN,
  };
  return { ...area, thresholds };
}

/** The stories that words of safety would lift to the leader: only for these must anybody look for such words. */
export function awaitingSafety(stories: readonly Story[]): readonly Story[] {
  return stories.filter((story) => safetyWouldMatter(story.figures.voices, story.level));
}

/** The story with its level when words of safety were found among its voices. */
export function withSafetyWords(story: Story): Story {
  const level = storyLevel(story.figures, story.gates, story.context, true);
  return level === "none" ? story : { ...story, level };
}

/**
 * One day of detection, pure: what opened, rose, grew, fell quiet or came back, and what the next day must know.
 * `safetyWords` tells of a story whether its voices speak of danger.
 */
export function detectDay(
  input: DayInput,
  safetyWords: (story: Story) => boolean = () => false,
): DayChanges & { readonly panels: readonly Panel[] } {
  const { panels, stories } = scoreDay(input);
  const urgent = new Set(awaitingSafety(stories).filter(safetyWords));
  const judged = stories.map((story) => (urgent.has(story) ? withSafetyWords(story) : story));
  return { ...settleDay(input, panels, judged), panels };
}
