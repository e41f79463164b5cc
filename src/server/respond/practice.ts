/**
 * What is asked about drills: they stand to the right, and what is known of them is handed in at the start. Readiness waits
 * for nothing: where it cannot be found out when people last practised, that is said.
 */
import type { Logger } from 'pino';
import { type Practised, practisedWords } from '../../domain/respond/practised.ts';
import type { Queryable } from '../platform/db/database.ts';
import { readNowMs } from '../platform/db/now.ts';

export type LastDrill = { id: number; title: string; finishedAt: Date };

export type TeamPractice = {
  last: (LastDrill & { formatName: string; share: number | null }) | null;
  next: { id: number; title: string; plannedFor: Date } | null;
};

export type Practice = {
  /** The last drill that each of these services, or its team, finished; those without one are left out. */
  lastDrills(serviceIds: readonly number[]): Promise<ReadonlyMap<number, LastDrill>>;
  /** The last drill that each of these teams finished, and its next one with a time; those with neither are left out. */
  ofTeams(teamIds: readonly number[]): Promise<ReadonlyMap<number, TeamPractice>>;
  /** The name of this person where they observe the drill that this incident is; null for everybody else. */
  observerName(tx: Queryable, incidentId: number, personId: number): Promise<string | null>;
};

export type PracticeCheck = { practice: Practice; log: Logger };

/** Adds to each service when its people last practised. */
export async function withPractised<Row extends { service: { id: number } }>(
  db: Queryable,
  { practice, log }: PracticeCheck,
  rows: readonly Row[],
): Promise<(Row & { practised: Practised })[]> {
  const last = await practice.lastDrills(rows.map(({ service }) => service.id)).catch((error: Error) => {
    log.error({ err: error, component: 'readiness' }, 'When people last practised could not be found out');
    return null;
  });
  const nowMs = await readNowMs(db);
  return rows.map((row) => ({
    ...row,
    practised: practisedWords(last && (last.get(row.service.id) ?? 'never'), nowMs),
  }));
}
