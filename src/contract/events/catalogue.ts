/**
 * Every kind of event that the product records. The type of `recordEvent`, the audit log, the live stream and
 * docs/guide/events.md read it; a kind that does not stand here cannot be recorded.
 */
import { communicateEvents } from './communicate.ts';
import { detectEvents } from './detect.ts';
import { directoryEvents } from './directory.ts';
import type { EventSpec } from './event.ts';
import { incidentEvents } from './incidents.ts';
import { learnEvents } from './learn.ts';
import { outgoingEvents } from './outgoing.ts';
import { programEvents } from './program.ts';
import { respondEvents } from './respond.ts';
import { type Subject, type SubjectKind, subjectKinds, subjects } from './subjects.ts';

export const events = {
  ...directoryEvents,
  ...detectEvents,
  ...respondEvents,
  ...incidentEvents,
  ...communicateEvents,
  ...learnEvents,
  ...programEvents,
  ...outgoingEvents,
};

/** The stages of the product, by which kinds are chosen together. */
const eventsByStage = {
  directory: directoryEvents,
  detect: detectEvents,
  respond: { ...respondEvents, ...incidentEvents },
  communicate: communicateEvents,
  learn: learnEvents,
  program: programEvents,
  outgoing: outgoingEvents,
};
export type EventStage = keyof typeof eventsByStage;
export const eventStages = Object.keys(eventsByStage) as [EventStage, ...EventStage[]];

type Events = typeof events;
export type EventKind = keyof Events;
/** What the rows of a kind carry. */
export type EventData<Kind extends EventKind> = NonNullable<Events[Kind]['data']>;
/** The kinds of events about a subject. */
export type KindAbout<About extends SubjectKind> = {
  [Kind in EventKind]: Events[Kind]['subject'] extends About ? Kind : never;
}[EventKind];

export const eventKinds = Object.keys(events) as EventKind[];

export function specOf(kind: EventKind): EventSpec {
  return events[kind];
}

/** The stage of a kind; null for a kind of a newer version. */
export function stageOfKind(kind: string): EventStage | null {
  return eventStages.find((stage) => Object.hasOwn(eventsByStage[stage], kind)) ?? null;
}

export function kindsAbout<About extends SubjectKind>(subject: About): KindAbout<About>[] {
  return eventKinds.filter((kind) => specOf(kind).subject === subject) as KindAbout<About>[];
}

const formerKinds = new Map<string, EventKind>(
  eventKinds.flatMap((kind) => {
    const { formerly } = specOf(kind);
    return formerly === undefined ? [] : [[formerly, kind] as const];
  }),
);

/** How rows spell these kinds: as they are called today, and as earlier versions called them. */
export function storedKinds(kinds: readonly EventKind[]): string[] {
  return kinds.flatMap((kind) => [kind, ...[specOf(kind).formerly ?? []].flat()]);
}

/** How rows spell the subject. Earlier versions called several alike, so `storedKinds` has to go with it. */
export function storedSubjects(subject: SubjectKind): string[] {
  const { formerly }: Subject = subjects[subject];
  return formerly === undefined ? [subject] : [subject, formerly];
}

/** How rows spell the kind of this name, or every kind whose first word it is. */
export function storedKindsNamed(name: string): string[] {
  const isNamed = (kind: string) => kind === name || kind.startsWith(`${name}.`);
  return eventKinds
    .map((kind) => storedKinds([kind]))
    .filter((spellings) => spellings.some(isNamed))
    .flat();
}

/** What rows about a subject of this name have, which may be a former one. */
export function storedAbout(name: string): { subjectKinds: string[]; kinds: string[] } {
  const named = subjectKinds.filter((subject) => storedSubjects(subject).includes(name));
  return {
    subjectKinds: named.flatMap(storedSubjects),
    kinds: storedKinds(named.flatMap((subject) => kindsAbout(subject))),
  };
}

/** What a row tells, as it is called today. A kind of a newer version stays as it is. */
export function currentEvent<Row extends { kind: string; subjectKind: string }>(row: Row): Row {
  const kind = formerKinds.get(row.kind) ?? row.kind;
  return isEvent(kind) ? { ...row, kind, subjectKind: specOf(kind).subject } : row;
}

function isEvent(kind: string): kind is EventKind {
  return Object.hasOwn(events, kind);
}
