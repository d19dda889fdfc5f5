import { VOICE_FLOOR } from "../../model/floors.ts";
import type { Explanation } from "../../model/hot-spot.ts";
import { chartPng } from "../charts/chart-png.ts";
import { hotSpotChart } from "../charts/hot-spot-chart.ts";
import { hotSpotAlternative } from "../charts/hot-spot-words.ts";
import { vi } from "../mail/vi.ts";
import type { MailChart } from "./alert-view.ts";

/** Between a phone's width and a desk's: shown at either, the letters stay readable. */
const WIDTH = 460;

/**
 * The 56 days of a hot spot as a picture for a mail. Its own words are Vietnamese in every mail, as is the frozen
 * explanation; the table of the same days stands in the text form.
 */
export function alertChart(explanation: Explanation): MailChart {
  const title = `${vi.voicesIn3Days(vi.number(explanation.voices))}, ${vi.usually(explanation.expected)}`;
  const options = { title, floor: VOICE_FLOOR, since: explanation.since, width: WIDTH };
  return {
    png: chartPng(hotSpotChart(explanation.chart, options)),
    alternative: hotSpotAlternative(explanation.chart, options),
  };
}
