/** Slides as data: the screen shows them, and a file is made of them. */

export type SlideChart = {
  kind: 'line' | 'radar';
  /** Of the value axis: `minutes`, `%`, `Level`. */
  axis: string;
  format: 'number' | 'percent';
  /** Where the axis ends; null: above the highest value. */
  max: number | null;
  labels: string[];
  /** A value for each label; null where nothing was measured. `flat`: the same value everywhere, such as a target. */
  series: { name: string; values: (number | null)[]; look: 'points' | 'flat' | 'dashes' }[];
};

export type Slide = {
  key: string;
  /** The finding, as a sentence. */
  title: string;
  lines: string[];
  chart: SlideChart | null;
  /** For whoever speaks: where the numbers come from, and how many cases they rest on. */
  notes: string[];
};

export type Deck = {
  name: string;
  /** Below each slide. */
  footer: string;
  slides: Slide[];
};

/** A slide that only says something. */
export const said = (key: string, title: string, lines: string[], notes: string[] = []): Slide => ({
  ...{ key, title, lines, chart: null, notes },
});
