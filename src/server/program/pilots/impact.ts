/** Before and after a plan, beside teams that had none in the same time. */
import { problem } from '../../../contract/errors.ts';
import { type Figure, figuresOf } from '../../../domain/program/figures.ts';
import { comparedPeriods, compareFairly } from '../../../domain/program/plans/comparison.ts';
import { loadIncidentRows } from '../../measure/incident-rows.ts';
import { loadTimeline } from '../../measure/sprints/actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { listTeamsWithoutPlan, loadPilot, type PilotRow } from './store.ts';

type Period = { from: number; to: number };

export async function readImpact({ db }: Pick<Context, 'db'>, id: number) {
  const pilot = await loadPilot(db, id);
  if (!pilot) throw problem('not_found', `No plan has the id ${id}.`);
  return (await impactOf(db, [pilot]))[0]!;
}

/** Of each plan; plans that began together share what is read. */
export async function impactOf(db: Queryable, pilots: readonly PilotRow[]) {
  const now = (await readNow(db)).getTime();
  const known = new Map<number, Promise<Awaited<ReturnType<typeof readPeriods>>>>();
  const found = [];
  for (const pilot of pilots) {
    const endsAt = pilot.baselineEndsAt.getTime();
    const periods = known.get(endsAt) ?? readPeriods(db, endsAt, now);
    known.set(endsAt, periods);
    found.push(impactIn(await periods, pilot));
  }
  return found;
}

function impactIn(read: Awaited<ReturnType<typeof readPeriods>>, { id, team }: PilotRow) {
  if (read === null) return { pilotId: id, team, days: 0, before: null, after: null, otherTeams: [], measures: [] };
  const { periods, otherTeams, figuresIn } = read;
  const isOf = (teamIds: readonly number[]) => teamIds.includes(team.id);
  const ids = new Set(otherTeams.map((other) => other.id));
  // What one of them and the team share is the team's.
  const isOthers = (teamIds: readonly number[]) => !isOf(teamIds) && teamIds.some((other) => ids.has(other));
  const sides = (belongs: (teamIds: readonly number[]) => boolean) => ({
    before: figuresIn(periods.before, belongs),
    after: figuresIn(periods.after, belongs),
  });
  return {
    ...{ pilotId: id, team, days: periods.days, otherTeams },
    before: instantsOf(periods.before),
    after: instantsOf(periods.after),
    measures: compareFairly(sides(isOf), otherTeams.length === 0 ? null : sides(isOthers)),
  };
}

async function readPeriods(db: Queryable, baselineEndsAt: number, now: number) {
  const periods = comparedPeriods(baselineEndsAt, now);
  if (!periods) return null;
  const whole = { from: periods.before.from, to: periods.after.to };
  const rows = await loadIncidentRows(db, { ...whole, includeImported: false }, { withServices: true });
  // The sprints of the organisation for both sides: those of one team would count the others by another rule.
  const timeline = await loadTimeline(db, undefined);
  const figuresIn = (period: Period, belongs: (teamIds: readonly number[]) => boolean): Figure[] =>
    figuresOf({
      rows: rows.filter((row) => belongs(row.teamIds)),
      selection: { ...period, includeImported: false },
      timeline,
      load: { shifts: 0, median: null },
      now,
      // Shifts are left out: they cost more to read than all the rest.
    }).figures.filter(({ key }) => key !== 'pages-per-shift');
  const otherTeams = await listTeamsWithoutPlan(db, new Date(whole.from), new Date(whole.to));
  return { periods, otherTeams, figuresIn };
}

const instantsOf = ({ from, to }: Period) => ({ from: new Date(from), to: new Date(to) });
