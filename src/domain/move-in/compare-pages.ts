import { Temporal } from 'temporal-polyfill';

/** One message to one person. `person`: what it is matched by, in any letter case. `at`: epoch milliseconds. */
export type PagedOnce = { at: number; person: string; title: string };

export type DayOfPages = { day: string; ours: number; theirs: number; matched: number };
export type PageComparison = {
  /** In the order of time; days without any are left out. */
  days: DayOfPages[];
  onlyOurs: PagedOnce[];
  onlyTheirs: PagedOnce[];
};

const nameOf = (person: string) => person.trim().toLowerCase();

/**
 * What two tools did side by side. Two messages match when they go to the same person within the tolerance, the earliest
 * to the earliest, and each only once.
 * @param zone in which a day begins
 */
export function comparePages(
  ours: readonly PagedOnce[],
  theirs: readonly PagedOnce[],
  { withinMs, zone }: { withinMs: number; zone: string },
): PageComparison {
  const waiting = new Map<string, PagedOnce[]>();
  for (const page of inOrder(theirs)) {
    const name = nameOf(page.person);
    waiting.set(name, [...(waiting.get(name) ?? []), page]);
  }
  const matchedTheirs = new Set<PagedOnce>();
  const matchedOurs = new Set<PagedOnce>();
  for (const page of inOrder(ours)) {
    const candidates = waiting.get(nameOf(page.person)) ?? [];
    // What lies too far back matches nothing that comes later either.
    while (candidates[0] && candidates[0].at < page.at - withinMs) candidates.shift();
    if (!candidates[0] || candidates[0].at > page.at + withinMs) continue;
    matchedTheirs.add(candidates.shift()!);
    matchedOurs.add(page);
  }
  const days = new Map<string, DayOfPages>();
  const dayOf = ({ at }: PagedOnce) => {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
    const found = days.get(day) ?? { day, ours: 0, theirs: 0, matched: 0 };
    days.set(day, found);
    return found;
  };
  for (const page of ours) {
    const day = dayOf(page);
    day.ours += 1;
    if (matchedOurs.has(page)) day.matched += 1;
  }
  for (const page of theirs) dayOf(page).theirs += 1;
  return {
    days: [...days.values()].toSorted((left, right) => left.day.localeCompare(right.day)),
    onlyOurs: inOrder(ours.filter((page) => !matchedOurs.has(page))),
    onlyTheirs: inOrder(theirs.filter((page) => !matchedTheirs.has(page))),
  };
}

const inOrder = (pages: readonly PagedOnce[]) => pages.toSorted((left, right) => left.at - right.at);
