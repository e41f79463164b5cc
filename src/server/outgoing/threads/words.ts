/** What the thread of a message says of an event, in one line. Pure. */
import { joined, singleLine } from '../../../domain/text.ts';
import type { LoggedEvent } from '../event-log.ts';

export type Line = {
  text: string;
  /** Added alerts, told as a number together with others. */
  alertCount: number;
  /** It asks for somebody again, or says that nobody came. */
  isEscalation: boolean;
};

type Told = Pick<LoggedEvent, 'actor' | 'data'>;
type Names = ReadonlyMap<number, string>;

const mostNames = 6;

/** Null for what its readers need not hear. @param names of the people whom it notifies */
export function lineOf({ kind, ...event }: Told & { kind: string }, names: Names): Line | null {
  const text = Object.hasOwn(words, kind) ? words[kind]!(event, names) : null;
  return text === null ? null : { text, alertCount: 0, isEscalation: escalations.has(kind) };
}

export const alertLine: Line = { text: '', alertCount: 1, isEscalation: false };

/** The lines of one reply, alerts that were added between two others as one. */
export function textOf(lines: Pick<Line, 'text' | 'alertCount'>[]): string {
  const told: string[] = [];
  let added = 0;
  const tellAdded = () => {
    if (added > 0) told.push(added === 1 ? 'Another alert was added.' : `${added} more alerts were added.`);
    added = 0;
  };
  for (const { text, alertCount } of lines) {
    added += alertCount;
    if (text === '') continue;
    tellAdded();
    told.push(text);
  }
  tellAdded();
  return told.join('\n');
}

/** Kinds of events about a page that have a line. */
export const toldKinds = () => Object.keys(words);

const escalations = new Set(['page.advanced', 'page.exhausted', 'page.reopened', 'page.declined']);

/** Undefined: Evenkeel itself or a sender did it. */
const byName = ({ actor }: Told) =>
  actor.personId === undefined ? undefined : singleLine(actor.name ?? 'Somebody', 80);
const by = (event: Told) => {
  const name = byName(event);
  return name === undefined ? '' : ` by ${name}`;
};
const somebody = (event: Told) => byName(event) ?? 'Somebody';

const words: Record<string, (event: Told, names: Names) => string | null> = {
  'page.advanced'({ data }, names) {
    const { personIds, stepIndex, round } = data as { personIds: number[]; stepIndex: number; round: number };
    const known = personIds.map((id) => singleLine(names.get(id) ?? 'somebody', 80));
    if (known.length === 0) return null;
    const shown = known.length > mostNames ? [...known.slice(0, mostNames), `${known.length - mostNames} more`] : known;
    return `Step ${stepIndex + 1}${round > 0 ? `, round ${round + 1}` : ''}: ${joined(shown)} notified.`;
  },
  'page.exhausted': () => 'Everybody was notified and nobody has acknowledged.',
  'page.escalated': (event) => (byName(event) === undefined ? null : `Escalated${by(event)}.`),
  'page.acknowledged': (event) => `Acknowledged${by(event)}.`,
  'page.partlyAcknowledged': (event) => `${somebody(event)} acknowledged their part; others must too.`,
  'page.reopened': (event) => `Open again${by(event)}.`,
  'page.reassigned': (event) => `Reassigned${by(event)}.`,
  'page.declined': (event) => `${somebody(event)} can’t take it.`,
  'page.snoozed': (event) => `Snoozed${by(event)}.`,
  'page.responderAdded': (event) => `${somebody(event)} added responders.`,
  'page.resolved': (event) =>
    byName(event) === undefined ? 'Resolved: its alerts are over.' : `Resolved${by(event)}.`,
};
