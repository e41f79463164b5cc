/** What the parts of a digest tell, read from where each of it is kept. */
import type { DigestPart } from '../../../contract/outgoing/digests.ts';
import type {
  DigestFacts,
  LoadFacts,
  MeasureFacts,
  OwnWorkFacts,
} from '../../../domain/outgoing/digests/digest-text.ts';
import { readMeasures } from '../../measure/actions.ts';
import { readOncallLoad } from '../../measure/oncall/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { loadSnapshots } from '../../respond/schedules/snapshots.ts';
import { stretches } from '../notices/shift-changes.ts';
import { countOpenIncidents, listOwnActionItems, listScheduleNames } from '../notices/store.ts';
import { readOpenWork, readProgram } from './facts-store.ts';

const day = 86_400_000;
/** A shift that begins in the next week is seen to its end where it is at most this long. */
const seenMs = 16 * day;

export type About = {
  parts: readonly DigestPart[];
  teamId: number | null;
  /** Whose own work it tells of; null for a chat room. */
  readerId: number | null;
  /** Milliseconds since the epoch; the end is excluded. */
  period: { from: number; to: number };
  nowMs: number;
};

export async function readDigestFacts(db: Queryable, { parts, teamId, readerId, period, nowMs }: About) {
  const facts: DigestFacts = {};
  const query = {
    from: new Date(period.from).toISOString(),
    to: new Date(period.to).toISOString(),
    teamId: teamId ?? undefined,
  };
  if (parts.includes('measures')) facts.measures = await readMeasureFacts(db, query);
  if (parts.includes('on-call-load')) facts.load = await readLoadFacts(db, query);
  if (parts.includes('open-work')) facts.openWork = await readOpenWork(db, teamId);
  if (parts.includes('program')) facts.program = await readProgram(db, teamId);
  if (parts.includes('your-work') && readerId !== null) facts.ownWork = await readOwnWork(db, readerId, nowMs);
  return facts;
}

type Query = { from: string; to: string; teamId: number | undefined };
const asContext = (db: Queryable) => ({ db }) as Pick<Context, 'db'>;

/** Recurrences are looked for as far back as the measures' widest window. */
const recurrenceDays = 90;

async function readMeasureFacts(db: Queryable, query: Query): Promise<MeasureFacts> {
  const { restore, sprints, postmortems, recurrence } = await readMeasures(asContext(db), {
    ...query,
    includeImported: 'false',
  });
  const window = recurrence.windows.find(({ windowDays }) => windowDays === recurrenceDays)!;
  const { n, medianSeconds, previous, trend } = restore.all;
  return {
    restore: { n, medianSeconds, previous, verdict: trend.verdict },
    declared: [0, 1, 2, 3, 4].map((at) => sprints.items.reduce((sum, sprint) => sum + sprint.bySeverity[at]!, 0)),
    postmortems: { ...postmortems.completed, verdict: postmortems.completed.trend.verdict },
    recurrence: { ...window, verdict: window.trend.verdict },
  };
}

async function readLoadFacts(db: Queryable, query: Query): Promise<LoadFacts> {
  const load = await readOncallLoad(asContext(db), query);
  return {
    shifts: load.n,
    medianPages: load.medianPages,
    worstPages: load.worstPages,
    wakeUps: load.wakeUpCount,
    heavyShifts: load.heavyShiftCount,
  };
}

async function readOwnWork(db: Queryable, personId: number, nowMs: number): Promise<OwnWorkFacts> {
  const names = await listScheduleNames(db);
  const ids = names.map(({ id }) => id);
  const snapshots = await loadSnapshots(db, ids, nowMs, nowMs + seenMs);
  const shifts = names.flatMap(({ id, name }) => {
    const schedule = snapshots.get(id);
    if (!schedule) return [];
    return stretches(schedule, nowMs, nowMs + seenMs)
      .filter((shift) => shift.personId === personId && shift.from < nowMs + 7 * day)
      .map(({ from, until }) => ({ scheduleName: name, fromMs: from, untilMs: until }));
  });
  const items = await listOwnActionItems(db, personId);
  return {
    shifts,
    items: items.map(({ title, dueAt, isOverdue }) => ({ title, dueMs: dueAt?.getTime() ?? null, isOverdue })),
    openIncidents: await countOpenIncidents(db),
  };
}
