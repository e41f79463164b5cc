import { type Merged, mergeChanges } from '../../ui/form/merge-changes.ts';

/** Stands for the heading where the text is not decided section by section. */
export const wholeText = 'The whole text';

export type Section = { key: string; text: string };

/** The text in the pieces that its headings make, with everything in them; put together again they are the text. */
export function sectionsOf(markdown: string): Section[] {
  const counts = new Map<string, number>();
  return markdown.split(/^(?=#{1,6} )/m).map((text) => {
    const heading = /^#{1,6} +(.*)/.exec(text)?.[1]?.trim() || 'Text';
    const count = (counts.get(heading) ?? 0) + 1;
    counts.set(heading, count);
    return { key: count === 1 ? heading : `${heading} (${count})`, text };
  });
}

export type MergedText = {
  /** What others changed and what was changed here; where both changed the same section, as it was written here. */
  text: string;
  /** The headings of what only others changed. */
  taken: string[];
  /** The path is the heading of the section, or `wholeText`. */
  conflicts: Merged<unknown>['conflicts'];
};

/** Two changes of one text brought together, section by section. Where both made sections or took some away, a person decides. */
export function mergeTexts(base: string, mine: string, theirs: string): MergedText {
  const [before, here, there] = [sectionsOf(base), sectionsOf(mine), sectionsOf(theirs)];
  const frame = hasSameKeys(before, there) ? here : hasSameKeys(before, here) ? there : null;
  if (!frame) {
    const key = wholeText;
    const { values, taken, conflicts } = mergeChanges({ [key]: base }, { [key]: mine }, { [key]: theirs });
    return { text: values[key]!, taken: taken.map(() => key), conflicts };
  }
  const { values, taken, conflicts } = mergeChanges(byKey(before), byKey(here), byKey(there));
  const keys = frame.map(({ key }) => key);
  // What was changed on the one side and taken away on the other stays until somebody decides.
  const kept = Object.keys(values).filter((key) => values[key] !== undefined && !keys.includes(key));
  return {
    text: [...keys, ...kept].map((key) => values[key] ?? '').join(''),
    taken: taken.map(([key]) => String(key)),
    conflicts,
  };
}

/** The text with another section in the place of that of this heading; at the end when it has none. */
export function withSection(markdown: string, key: string, text: string): string {
  const sections = sectionsOf(markdown);
  const found = sections.some((section) => section.key === key);
  const next = found
    ? sections.map((section) => (section.key === key ? { key, text } : section))
    : [...sections, { key, text }];
  return next.map((section) => section.text).join('');
}

const byKey = (sections: Section[]): Record<string, string | undefined> =>
  Object.fromEntries(sections.map(({ key, text }) => [key, text]));

const hasSameKeys = (one: Section[], other: Section[]) =>
  one.length === other.length && one.every(({ key }, index) => key === other[index]!.key);
