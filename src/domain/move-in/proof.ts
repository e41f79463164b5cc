/** Compares who is on call and who is paged in another tool with what Evenkeel does, instant by instant. Pure. */
import type { Finding } from './finding.ts';
import type { Here } from './here.ts';

/** Who is on call in `[start, end)`, sorted. */
export type Stretch = { start: number; end: number; people: string[] };

/** Whom the tool notifies so many seconds after an alert began; of each `oneOf` one person. */
export type Notified = { afterSeconds: number; people: string[]; oneOf: string[][] };

/** The other tool, by its own rules. `related` are the ids of everything that has a say in it, for the reasons. */
export type There = {
  schedules: {
    id: string;
    name: string;
    /** The schedules here that it became. */
    slugs: readonly string[];
    related: ReadonlySet<string>;
    stretches(from: number, to: number): Stretch[];
  }[];
  routes: {
    id: string;
    name: string;
    service: string;
    related: ReadonlySet<string>;
    notified(severity: number, at: number): Notified[];
  }[];
};

/** Why two sides may differ: what the conversion said about what has a say in it. */
type Reasons = { reasons: string[] };

export type ScheduleDifference = { start: number; end: number; there: string[]; here: string[] } & Reasons;
export type ProvenSchedule = {
  id: string;
  name: string;
  slugs: readonly string[];
  isHere: boolean;
  differences: ScheduleDifference[];
};

type Moment = { afterSeconds: number; people: string[] };
export type RouteDifference = { severity: number; at: number; there: Moment[]; here: Moment[] } & Reasons;
export type ProvenRoute = { id: string; name: string; service: string; checks: number; differences: RouteDifference[] };

export type Proof = {
  from: number;
  to: number;
  schedules: ProvenSchedule[];
  routes: ProvenRoute[];
  /** Differences in all, and those of which the conversion had said nothing. */
  differences: number;
  unexplained: number;
};

export const proofWeeks = 8;

/** No divisor of a day or a week, so that the checks fall on every hour of the day. */
const checkEveryMs = 37 * 3_600_000;
const severities = [1, 2, 3, 4, 5];

export function prove(there: There, here: Here, findings: readonly Finding[], from: number, to: number): Proof {
  const reasonsFor = (related: ReadonlySet<string>) => [
    ...new Set(
      findings
        .filter(({ outcome, id, pagesTheSame }) => outcome !== 'kept' && !pagesTheSame && related.has(id))
        .map(({ kind, name, message }) => `${kind} ${name}: ${message}`),
    ),
  ];
  const schedules = there.schedules.map(({ id, name, slugs, related, stretches }): ProvenSchedule => {
    const isHere = slugs.every((slug) => here.hasSchedule(slug));
    const reasons = reasonsFor(related);
    const differences = compareStretches(stretches(from, to), here.shifts(slugs, from, to), from, to);
    return { ...{ id, name, slugs, isHere }, differences: differences.map((each) => ({ ...each, reasons })) };
  });
  const routes = there.routes.map(({ id, name, service, related, notified }): ProvenRoute => {
    const reasons = reasonsFor(related);
    const differences: RouteDifference[] = [];
    let checks = 0;
    for (let at = from; at < to; at += checkEveryMs)
      for (const severity of severities) {
        checks += 1;
        const [one, other] = [merged(notified(severity, at)), mergedHere(here.asked(service, severity, at) ?? [])];
        if (isSame(one, other)) continue;
        const silent = here.isSilent(severity) ? [`Alerts of SEV${severity} page nobody here, by the severities.`] : [];
        differences.push({
          ...{ severity, at, reasons: silent.length > 0 ? silent : reasons },
          there: one.map(readable),
          here: other,
        });
      }
    return { ...{ id, name, service, checks, differences } };
  });
  const all = [...schedules, ...routes].flatMap<Reasons>(({ differences }) => differences);
  return {
    ...{ from, to, schedules, routes },
    differences: all.length,
    unexplained: all.filter(({ reasons }) => reasons.length === 0).length,
  };
}

/** Where the two sides name other people; neighbours that say the same are one. */
function compareStretches(
  there: Stretch[],
  shifts: { start: number; end: number; person: string }[],
  from: number,
  to: number,
): Omit<ScheduleDifference, 'reasons'>[] {
  const edges = [...there, ...shifts]
    .flatMap(({ start, end }) => [start, end])
    .filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const events = shifts.toSorted((a, b) => a.start - b.start);
  const differences: Omit<ScheduleDifference, 'reasons'>[] = [];
  let running: typeof shifts = [];
  let [next, place] = [0, 0];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1]!;
    while (next < events.length && events[next]!.start <= start) running.push(events[next++]!);
    running = running.filter((shift) => shift.end > start);
    while (place < there.length && there[place]!.end <= start) place += 1;
    const one = there[place] && there[place]!.start <= start ? there[place]!.people : [];
    const other = [...new Set(running.map(({ person }) => person))].sort();
    if (one.join() === other.join()) continue;
    const last = differences.at(-1);
    if (last && last.end === start && last.there.join() === one.join() && last.here.join() === other.join())
      last.end = end;
    else differences.push({ start, end, there: one, here: other });
  }
  return differences;
}

/** What happens at the same second is one moment; moments that notify nobody are none. */
function merged(moments: readonly Notified[]): Notified[] {
  const bySecond = new Map<number, Notified>();
  for (const { afterSeconds, people, oneOf } of moments) {
    const moment = bySecond.get(afterSeconds) ?? { afterSeconds, people: [], oneOf: [] };
    moment.people = [...new Set([...moment.people, ...people])].sort();
    moment.oneOf = [...moment.oneOf, ...oneOf.filter((each) => each.length > 0)];
    bySecond.set(afterSeconds, moment);
  }
  return [...bySecond.values()]
    .filter(({ people, oneOf }) => people.length + oneOf.length > 0)
    .sort((a, b) => a.afterSeconds - b.afterSeconds);
}

function mergedHere(moments: readonly Moment[]): Moment[] {
  return merged(moments.map((moment) => ({ ...moment, oneOf: [] }))).map(({ afterSeconds, people }) => ({
    afterSeconds,
    people,
  }));
}

function isSame(there: Notified[], here: Moment[]): boolean {
  return (
    there.length === here.length &&
    there.every(({ afterSeconds, people, oneOf }, index) => {
      const other = here[index]!;
      const further = other.people.filter((person) => !people.includes(person));
      return (
        other.afterSeconds === afterSeconds &&
        people.every((person) => other.people.includes(person)) &&
        further.length <= oneOf.length &&
        oneOf.every((group) => group.some((person) => other.people.includes(person)))
      );
    })
  );
}

const readable = ({ afterSeconds, people, oneOf }: Notified): Moment => ({
  afterSeconds,
  people: [...people, ...oneOf.map((group) => `one of ${group.join(', ')}`)],
});
