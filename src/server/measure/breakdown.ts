/** The four measures of each severity, service, team, time of day or cause, side by side. */
import { type BreakdownQuery, longestPeriodDays } from '../../contract/measure/measures.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import {
  type Cells,
  type ComparedMeasure,
  type Dimension,
  isPartition,
  keysBy,
  noneKey,
  sideBySide,
  sliceRows,
} from '../../domain/measure/slices.ts';
import { zoneAt } from '../../domain/measure/sprint-timeline.ts';
import { severityLabel } from '../../domain/severity.ts';
import type { Context } from '../platform/context.ts';
import type { Queryable } from '../platform/db/database.ts';
import { settings } from '../platform/settings/registry.ts';
import { readSetting } from '../platform/settings/store.ts';
import { loadNames } from './breakdown-store.ts';
import { loadIncidentRows } from './incident-rows.ts';
import { readPeriod, rowsPath, selectionOf } from './period.ts';
import type { RowFilter } from './rows-store.ts';
import { loadTimeline } from './sprints/actions.ts';

export const mostShown = 50;

/** The set of rows behind a cell of each measure. */
const rowsOf: Record<ComparedMeasure, { measure: string; windowDays?: number }> = {
  restore: { measure: 'restore' },
  incidents: { measure: 'declared' },
  postmortems: { measure: 'postmortems' },
  recurrence: { measure: 'recurrences', windowDays: 90 },
};

/** At most `most` slices of a dimension whose keys are not fixed. */
export async function readBreakdown(ctx: Pick<Context, 'db'>, query: BreakdownQuery, most = mostShown) {
  const { by, teamId, serviceId } = query;
  const period = await readPeriod(ctx.db, query, longestPeriodDays);
  const includeImported = query.includeImported === 'true';
  const filter = { from: period.from, to: period.to, teamId, serviceId, includeImported };
  const { rows, zone, factors } = await loadFor(ctx.db, filter, by);
  const found = sideBySide(rows, { by, zone, most }, selectionOf(period, query), period.now);
  const nameOf = await namesOf(ctx.db, by, found.slices, factors);
  const linked = (cells: Cells, slice?: string) => {
    const of = (measure: ComparedMeasure) => {
      const { n, value, interval, isEnough } = cells[measure];
      const only = slice === undefined ? {} : { sliceBy: by, slice };
      return { n, value, interval, isEnough, rowsHref: rowsPath(query, period, { ...rowsOf[measure], ...only }) };
    };
    return {
      restore: of('restore'),
      incidents: of('incidents'),
      postmortems: of('postmortems'),
      recurrence: of('recurrence'),
    };
  };
  return {
    from: new Date(period.from),
    to: new Date(period.to),
    by,
    zone,
    definition: `${definitions[by](zone)} ${measureDefinitions.breakdown}`,
    isPartition: isPartition(by),
    all: linked(found.all),
    slices: found.slices.map(({ key, cells }) => ({ key, name: nameOf(key), cells: linked(cells, key) })),
    hiddenCount: found.hiddenCount,
  };
}

export type Breakdown = Awaited<ReturnType<typeof readBreakdown>>;

/** The rows of each slice, as the breakdown counts them. */
export async function loadSliced(db: Queryable, filter: RowFilter, by: Dimension) {
  const { rows, zone } = await loadFor(db, filter, by);
  return { sliced: sliceRows(rows, keysBy(by, rows, zone)) };
}

async function loadFor(db: Queryable, filter: RowFilter, by: Dimension) {
  const zone = zoneAt(await loadTimeline(db, filter.teamId), filter.to);
  const { factors } = by === 'cause' ? (await readSetting(db, settings.contributingFactors)).value : { factors: [] };
  const rows = await loadIncidentRows(db, filter, {
    withServices: by === 'service' || by === 'team',
    causeKeys: factors.map(({ key }) => key),
  });
  return { rows, zone, factors };
}

type Factors = readonly { key: string; name: string }[];

const fixedNames: Partial<Record<Dimension, Record<string, string>>> = {
  'time-of-day': { night: 'Night, 22:00–07:00', day: 'Day, 07:00–18:00', evening: 'Evening, 18:00–22:00' },
  weekday: { weekday: 'Monday to Friday', weekend: 'Weekend' },
};

const noneNames: Partial<Record<Dimension, string>> = {
  service: 'No service',
  team: 'No team',
  cause: 'No cause recorded',
};

async function namesOf(db: Queryable, by: Dimension, slices: readonly { key: string }[], factors: Factors) {
  const keys = slices.flatMap(({ key }) => (key === noneKey ? [] : [key]));
  const known =
    by === 'service' || by === 'team'
      ? await loadNames(db, by, keys.map(Number))
      : new Map(factors.map(({ key, name }) => [key, name]));
  return (key: string) => {
    if (key === noneKey) return noneNames[by] ?? 'Not known';
    if (by === 'severity') return severityLabel(Number(key));
    // A team that owned a service once may be deleted since.
    return fixedNames[by]?.[key] ?? known.get(key) ?? 'Deleted';
  };
}

const definitions: Record<Dimension, (zone: string) => string> = {
  severity: () => 'By the severity that incidents ended with.',
  service: () => 'By affected service: an incident that affects several counts for each, so rows may add up to more.',
  team: () =>
    'By the team that owned an affected service when the incident was declared, so moving a service does not move its past. An incident of several teams counts for each.',
  'time-of-day': (zone) => `By when incidents were declared, on a clock in ${zone}.`,
  weekday: (zone) => `By when incidents were declared, on a calendar in ${zone}.`,
  cause: () =>
    'By contributing factor of the postmortem: an incident with several counts for each, and one without a postmortem has none.',
};
