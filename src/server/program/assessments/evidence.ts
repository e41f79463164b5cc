import type { EvidenceKey } from '../../../domain/program/maturity/model.ts';
import { ruleOf } from '../../../domain/respond/incidents/severities.ts';
import { gapsBetween } from '../../../domain/respond/schedules/timeline.ts';
import type { Severity } from '../../../domain/severity.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { loadSnapshots } from '../../respond/schedules/snapshots.ts';
import { loadMatrix } from '../../respond/severities/actions.ts';
import * as store from './evidence-store.ts';

export type Figures = Partial<Record<EvidenceKey, store.Figure>>;

const dayMilliseconds = 86_400_000;

/** All figures behind the maturity questions, as the tables have them now, of the whole or of a team. */
export async function readEvidence(db: Queryable, teamId: number | null = null): Promise<Figures> {
  const figures: Figures = {};
  for (const key of Object.keys(store.figureStatements) as (keyof typeof store.figureStatements)[]) {
    figures[key] = await store.readFigure(db, key, teamId);
  }
  figures['share-roles-filled'] = await readRolesFilled(db, teamId);
  figures['coverage-gap-hours-next-30-days'] = await readGaps(db, await store.listScheduleIds(db, teamId));
  return figures;
}

/** Of the roles that the severity of each severe incident needs, the share that somebody held. */
async function readRolesFilled(db: Queryable, teamId: number | null): Promise<store.Figure> {
  const found = await store.listSevereRoles(db, teamId);
  const { rules } = await loadMatrix(db);
  const shares = found.flatMap(({ severity, roles }) => {
    const needed = ruleOf(rules, severity as Severity).rolesNeeded;
    return needed.length === 0 ? [] : [needed.filter((role) => roles.includes(role)).length / needed.length];
  });
  if (shares.length === 0) return { value: null, n: 0 };
  return { value: shares.reduce((sum, one) => sum + one, 0) / shares.length, n: shares.length };
}

/** Hours of the next thirty days in which nobody is on call, over these schedules. */
export async function readGaps(db: Queryable, scheduleIds: number[]): Promise<store.Figure> {
  const from = await readNowMs(db);
  const to = from + 30 * dayMilliseconds;
  const schedules = await loadSnapshots(db, scheduleIds, from, to);
  if (schedules.size === 0) return { value: null, n: 0 };
  const gaps = [...schedules.values()].flatMap((schedule) => gapsBetween(schedule, instantOf(from), instantOf(to)));
  const milliseconds = gaps.reduce(
    (sum, { startsAt, endsAt }) => sum + endsAt.epochMilliseconds - startsAt.epochMilliseconds,
    0,
  );
  return { value: milliseconds / 3_600_000, n: schedules.size };
}
