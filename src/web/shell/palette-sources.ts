import type { Found } from './palette-search.ts';

export type PaletteSource = {
  /** The heading above what it finds: "Incidents". */
  label: string;
  /** A character that asks only this source, such as `#` or `@`; empty to be asked for every text. */
  prefix: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
};

/** Where the palette looks for things. A stage adds its own line. */
export const paletteSources: PaletteSource[] = [];
