import { durationText } from '../time/duration-text.ts';
import type { PagedOnce } from './compare-pages.ts';

export type Sides = { ours: readonly PagedOnce[]; theirs: readonly PagedOnce[] };

/** What lies further away is not the same alarm any more. */
const nearMs = 2 * 3_600_000;

const sameAs = (person: string) => person.trim().toLowerCase();

/**
 * What both lists say about pages that only one of them has. It says what is there, and does not guess at settings.
 * @param people who is here, by name
 * @param ran while the parallel run went on; epoch ms
 */
export function explainDifferences(
  { ours, theirs }: Sides,
  about: { withinMs: number; people: readonly string[]; ran: { from: number; to: number } },
): { ofOurs: (page: PagedOnce) => string; ofTheirs: (page: PagedOnce) => string } {
  const { withinMs, ran } = about;
  const known = new Set(about.people.map(sameAs));
  const inFile = new Set(theirs.map(({ person }) => sameAs(person)));
  const times = theirs.map(({ at }) => at);
  const first = times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const oursAround = indexOf(ours);
  const theirsAround = indexOf(theirs);
  return {
    ofOurs(page) {
      if (page.at < first - withinMs || page.at > last + withinMs)
        return 'The other tool’s list does not reach this time.';
      if (!inFile.has(sameAs(page.person))) return 'The other tool’s list never names this person.';
      return (
        near(theirsAround(page.at, nearMs), page, withinMs, (when) => `The other tool notified them ${when}.`) ??
        others(theirsAround(page.at, withinMs), page, (names) => `The other tool notified ${names} then.`) ??
        'The other tool notified nobody then.'
      );
    },
    ofTheirs(page) {
      if (page.at < ran.from) return 'The parallel run had not begun.';
      if (page.at > ran.to) return 'The parallel run was over.';
      if (!known.has(sameAs(page.person))) return 'Nobody here has this name or address.';
      return (
        near(oursAround(page.at, nearMs), page, withinMs, (when) => `Evenkeel would have notified them ${when}.`) ??
        others(oursAround(page.at, withinMs), page, (names) => `Evenkeel would have notified ${names} then.`) ??
        'Evenkeel would have notified nobody then.'
      );
    },
  };
}

/** Those of the list that lie within so much of an instant, the nearest first. */
function indexOf(pages: readonly PagedOnce[]): (at: number, withinMs: number) => PagedOnce[] {
  const inOrder = pages.toSorted((left, right) => left.at - right.at);
  return (at, withinMs) => {
    let low = 0;
    for (let high = inOrder.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (inOrder[middle]!.at < at - withinMs) low = middle + 1;
      else high = middle;
    }
    const found: PagedOnce[] = [];
    for (let place = low; place < inOrder.length && inOrder[place]!.at <= at + withinMs; place += 1)
      found.push(inOrder[place]!);
    return found.toSorted((left, right) => Math.abs(left.at - at) - Math.abs(right.at - at));
  };
}

function near(
  around: PagedOnce[],
  page: PagedOnce,
  withinMs: number,
  words: (when: string) => string,
): string | undefined {
  const other = around.find(({ person }) => sameAs(person) === sameAs(page.person));
  if (other === undefined) return undefined;
  const apartMs = Math.abs(other.at - page.at);
  // It matches another message already: each counts for one.
  if (apartMs <= withinMs) return words('fewer times around this time');
  return words(`${durationText(apartMs / 1_000)} ${other.at < page.at ? 'before' : 'after'}`);
}

function others(around: PagedOnce[], page: PagedOnce, words: (names: string) => string): string | undefined {
  const names = new Map<string, string>();
  for (const { person } of around) if (sameAs(person) !== sameAs(page.person)) names.set(sameAs(person), person.trim());
  if (names.size === 0) return undefined;
  const shown = [...names.values()].slice(0, 3);
  return words(`${shown.join(', ')}${names.size > 3 ? ` and ${names.size - 3} more` : ''}`);
}
