import type { CountingChannel } from "../../model/document.ts";
import { safetyWouldMatter, storyLevel } from "./gates.ts";
import type { DayInput } from "./inputs.ts";
import { type DayChanges, settleDay } from "./life-cycle.ts";
import { buildPanel, type Panel, type PanelInput } from "./panel.ts";
import { findStories, type Story } from "./stories.ts";
import { withoutTwins } from "./twins.ts";

const CHANNELS: readonly CountingChannel[] = ["public", "youtube"];

/** The scored cells of a day and the stories in them, before they meet what is known. */
export interface ScoredDay {
  readonly panels: readonly Panel[];
  readonly stories: readonly Story[];
}

/** Scores every cell of a day and groups those that fire into stories. YouTube is a panel of its own. */
export function scoreDay(input: PanelInput): ScoredDay {
  const panels = CHANNELS.flatMap((channel) => buildPanel(input, channel) ?? []);
  return { panels, stories: panels.flatMap((panel) => withoutTwins(panel, findStories(panel))) };
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
