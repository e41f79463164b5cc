/** A place where a text is being written, plain or rich. Offsets are of the Markdown, in UTF-16 code units. */
export type TextSurface = {
  /** Selects a stretch of the text and brings it into view. */
  show: (start: number, end: number) => void;
  /** Where something new goes: at the cursor, or behind the block that it is in. */
  insertionPoint: () => number;
};
