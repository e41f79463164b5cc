import { joinSections, sectionsOf } from './text-sections.ts';

/** A section that both changed, each in another way; null: taken out. */
export type SectionConflict = { key: string; mine: string | null; theirs: string | null };

export type MergedTexts = {
  /** What either side changed. Of a section in conflict, mine; theirs where mine took it out. */
  text: string;
  /** The sections that only they changed. */
  taken: string[];
  conflicts: SectionConflict[];
};

/**
 * Two changes of one text brought together, section by section. What only one side changed, added or took out is so in
 * the result; of a section that both changed a person decides.
 * @param base what both began with; null when nobody knows: then every section that differs is asked about
 */
export function mergeTexts(base: string | null, mine: string, theirs: string): MergedTexts {
  if (mine === theirs) return { text: mine, taken: [], conflicts: [] };
  const [before, here, there] = [byKey(base ?? ''), byKey(mine), byKey(theirs)];
  const taken: string[] = [];
  const conflicts: SectionConflict[] = [];
  const texts = new Map<string, string>();
  for (const key of new Set([...here.keys(), ...there.keys(), ...before.keys()])) {
    const [was, my, their] = [before.get(key), here.get(key), there.get(key)];
    const isTaken = my !== their && was === my;
    const isAsked = my !== their && was !== my && was !== their;
    if (isTaken) taken.push(key);
    if (isAsked) conflicts.push({ key, mine: my ?? null, theirs: their ?? null });
    const text = isTaken ? their : isAsked ? (my ?? their) : my;
    if (text !== undefined) texts.set(key, text);
  }
  const order = orderOf([...before.keys()], [...here.keys()], [...there.keys()]);
  return { text: joinSections(order.map((key) => texts.get(key) ?? '')), taken, conflicts };
}

const byKey = (markdown: string) => new Map(sectionsOf(markdown).map(({ key, text }) => [key, text]));

/** All keys: in my order, or in theirs when only they moved something; the others behind what they stood behind. */
function orderOf(before: string[], here: string[], there: string[]): string[] {
  const isMoved = (keys: string[]) => {
    const both = keys.filter((key) => before.includes(key));
    return before.filter((key) => keys.includes(key)).some((key, index) => key !== both[index]);
  };
  const [frame, other] = isMoved(there) && !isMoved(here) ? [there, here] : [here, there];
  const order = [...frame];
  for (const [index, key] of other.entries()) {
    if (order.includes(key)) continue;
    order.splice(index === 0 ? 0 : order.indexOf(other[index - 1]!) + 1, 0, key);
  }
  return order;
}
