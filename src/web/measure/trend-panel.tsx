import { Button, SegmentedControl, Select } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { OutputOf } from '../../contract/endpoint.ts';
import { type MeasureQuery, readMeasureTrend } from '../../contract/measure/measures.ts';
import { type Goal, listGoals } from '../../contract/program/goals.ts';
import { listPilots } from '../../contract/program/pilots.ts';
import { listPracticeChanges, type PracticeChange } from '../../contract/program/practice-changes.ts';
import { severities, severityLabel } from '../../domain/severity.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { type MeasureSearch, paths, withSearch } from '../paths.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { daysOf } from '../ui/time/time.tsx';
import { calendarDateText } from '../ui/time/time-text.ts';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import charts from './charts/charts.module.css';
import { TrendLine } from './charts/trend-line.tsx';
import { trendTicks } from './charts/trend-ticks.ts';
import { countText, secondsText, shareText } from './figure-text.ts';
import { incidents, rowsCount } from './measure-parts.tsx';
import styles from './measures.module.css';
import { PracticeList, practiceSubjects } from './practice-list.tsx';
import { rowsLink } from './rows-link.ts';

type Key = NonNullable<MeasureSearch['line']>;
type By = NonNullable<MeasureSearch['by']>;

const lines: Record<
  Key,
  { label: string; axis: string; text: (value: number | null) => string; unit: 'seconds' | 'count' | 'share' }
> = {
  restore: { label: 'Time to restore (MTTR)', axis: 'Median time to restore', text: secondsText, unit: 'seconds' },
  acknowledge: {
    label: 'Time to acknowledge (TTA)',
    axis: 'Median time to acknowledge',
    text: secondsText,
    unit: 'seconds',
  },
  incidents: { label: 'Incidents', axis: 'Incidents declared', text: countText, unit: 'count' },
  postmortems: {
    label: 'Postmortems completed',
    axis: 'Share of required postmortems completed',
    text: shareText,
    unit: 'share',
  },
  recurrence: { label: 'Recurrence', axis: 'Share that recurred within 90 days', text: shareText, unit: 'share' },
};

const bySteps: Record<By, string> = { week: 'Week', month: 'Month', sprint: 'Sprint' };
const severityChoices = [
  { value: '', label: 'All severities' },
  ...severities.map((severity) => ({ value: String(severity), label: severityLabel(severity) })),
];
const choices = Object.entries(lines).map(([value, { label }]) => ({ value, label }));
const yearMs = 365 * 86_400_000;
const follows = ['incident', 'postmortem', 'recurrence', 'sprintCalendar'] as const;

/** One measure over time: a year at least, so that there is something to see. What is chosen stands in the address. */
export function TrendPanel({ query, search }: { query: Partial<MeasureQuery>; search: MeasureSearch }) {
  const router = useRouter();
  const change = (next: Partial<MeasureSearch>) => router.history.replace(paths.measures({ ...search, ...next }));
  const { line: key = 'restore', by = 'month', severity } = search;
  const from = new Date(Math.min(Date.parse(query.from!), Date.parse(query.to!) - yearMs)).toISOString();
  const goals = useEndpoint(listGoals, { query: {} }, { follows: ['goal'] }).data?.items ?? [];
  const bases = goals.filter((goal) => goal.baseline && isOf(goal, key, query));
  const pilots = (useEndpoint(listPilots, { query: {} }, { follows: ['pilot'] }).data?.items ?? []).filter(
    ({ team, baseline }) => baseline.frozenAt !== null && team.id === query.teamId && query.serviceId === undefined,
  );
  const pilot = pilots.find(({ id }) => search.baseline === `pilot-${id}`);
  const chosen =
    search.baseline === undefined
      ? bases.find((goal) => isLongEnough(goal, by))
      : bases.find(({ id }) => id === search.baseline);
  const base = pilot?.baseline ?? chosen?.baseline;
  const asked = { ...query, from, measure: key, by, severity, baseFrom: base?.from, baseTo: base?.to };
  const changes = useEndpoint(
    listPracticeChanges,
    { query: { from, to: query.to, teamId: query.teamId, limit: 200 } },
    { follows: practiceSubjects },
  );
  const { data, error, refetch } = useEndpoint(readMeasureTrend, { query: asked }, { follows });
  const line = lines[key];
  const stretch = bySteps[by];
  const title = `${line.label}${severity === undefined ? '' : `, ${severityLabel(severity)}`} by ${by}`;
  const few = data?.points.filter(({ n, isEnoughForTrend }) => n > 0 && !isEnoughForTrend).length ?? 0;
  return (
    <Panel
      title={title}
      actions={
        <Button
          component="a"
          variant="default"
          size="compact-sm"
          href={withSearch('/api/v1/measures/trend.csv', asked)}
          download
        >
          CSV
        </Button>
      }
    >
      <div className={styles.trendChoices}>
        <Select
          aria-label="Measure over time"
          allowDeselect={false}
          data={choices}
          value={key}
          onChange={(value) => change({ line: value as Key })}
        />
        <SegmentedControl
          aria-label="By"
          data={Object.entries(bySteps).map(([value, label]) => ({ value, label }))}
          value={by}
          onChange={(value) => change({ by: value as By })}
        />
        <Select
          aria-label="Severity of the trend"
          allowDeselect={false}
          data={severityChoices}
          value={severity === undefined ? '' : String(severity)}
          onChange={(value) => change({ severity: value ? Number(value) : undefined })}
        />
        {bases.length + pilots.length > 0 && (
          <Select
            aria-label="Base period of the limits"
            allowDeselect={false}
            data={[
              { value: '', label: 'Limits from the first half' },
              ...bases.map(({ id, name }) => ({ value: String(id), label: `Limits from the baseline of “${name}”` })),
              ...pilots.map(({ id, startsOn }) => ({
                value: `pilot-${id}`,
                label: `Limits from the baseline of the pilot of ${calendarDateText(startsOn)}`,
              })),
            ]}
            value={pilot ? `pilot-${pilot.id}` : chosen ? String(chosen.id) : ''}
            onChange={(value) => change({ baseline: baselineOf(value) })}
          />
        )}
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={5} label="Loading the trend" />}
      {data && (
        <>
          {data.points.every(({ n }) => n === 0) ? (
            <p>Nothing was counted in this time, so there is no line to draw yet.</p>
          ) : (
            <>
              <ChartFigure
                label={title}
                chart={(width) => (
                  <>
                    <TrendLine
                      width={width}
                      label={`${line.axis} by ${by}; band: 95% interval`}
                      yTitle={line.axis}
                      xTitle={by === 'sprint' ? 'Sprint' : `${by === 'week' ? 'Week from' : 'Month'} (${data.zone})`}
                      ticks={trendTicks(largestOf(data.points), line.unit)}
                      text={line.text}
                      points={data.points.map((point) => ({
                        ...point,
                        name: nameOf(point.name, by),
                        isEnough: point.isEnoughForTrend,
                        href: rowsLink(point.rowsHref),
                        words: wordsOf(point, stretch, line.text),
                        changes: changesIn(point, changes.data?.items ?? []),
                      }))}
                    />
                    <div className={charts.legend}>
                      {line.unit !== 'count' && <span>Band: 95% interval.</span>}
                      <span>
                        {line.unit === 'count'
                          ? 'Hollow: only partly in the period.'
                          : 'Hollow: fewer than ten incidents, so it says little by itself.'}
                      </span>
                      <span>n: incidents counted. Press a point for its incidents.</span>
                      {data.points.some(({ center }) => center !== null) && (
                        <span>Line: level of the base period; dashes: limits; ring: a signal.</span>
                      )}
                      {(changes.data?.items.length ?? 0) > 0 && <span>Triangle: changes of practice.</span>}
                    </div>
                  </>
                )}
                table={
                  <DataTable
                    caption={title}
                    head={[stretch, 'n', line.axis, '95% interval', 'Enough to compare', 'Limits', 'Signal']}
                    rows={data.points.map((point) => ({
                      key: point.from,
                      cells: [
                        point.isWhole ? point.name : `${point.name} (partial)`,
                        rowsCount(point.n, point.rowsHref),
                        line.text(point.value),
                        point.interval ? `${line.text(point.interval.low)} – ${line.text(point.interval.high)}` : '–',
                        point.isEnoughForTrend ? 'yes' : 'no',
                        limitsText(point, line.text),
                        point.signal ? signalWords[point.signal] : '–',
                      ],
                    }))}
                  />
                }
              />
              <p>
                Later half compared with the earlier one: <span className="muted">{data.trend.explanation}</span>
                {line.unit !== 'count' && few > 0 && (
                  <span className="muted">
                    {' '}
                    {few} of {data.points.length} points have fewer than ten incidents.
                  </span>
                )}
              </p>
              <Limits data={data} text={line.text} by={by} />
            </>
          )}
          <p className={styles.note}>{data.definition}</p>
          {changes.data && (
            <PracticeList changes={changes.data.items} isCut={changes.data.nextCursor !== null} teamId={query.teamId} />
          )}
        </>
      )}
    </Panel>
  );
}

/** What the address says of a choice. */
function baselineOf(value: string | null): MeasureSearch['baseline'] {
  if (!value) return 'half';
  return value.startsWith('pilot-') ? (value as `pilot-${number}`) : Number(value);
}

type Trend = OutputOf<typeof readMeasureTrend>;

const signalWords: Record<NonNullable<Trend['points'][number]['signal']>, string> = {
  'outside-above': 'above the limits',
  'outside-below': 'below the limits',
  'run-above': 'the eighth in a row above the base level',
  'run-below': 'the eighth in a row below the base level',
};

/** What the limits say, the rule, and how they are made. */
function Limits({ data, text, by }: { data: Trend; text: (value: number | null) => string; by: By }) {
  const { base, explanation, definition } = data.control;
  const found = data.points.filter(({ signal }) => signal !== null);
  const last = base && new Date(Date.parse(base.to) - 1).toISOString();
  return (
    <div className={charts.definition}>
      <p>
        Limits: <span className="muted">{explanation}</span>{' '}
        {base && last && (
          <span className="muted">
            Base period: {daysOf(base.from, last)}, {base.points} points,{' '}
            {base.isStated ? 'the frozen baseline' : 'the first half, at least eight'}.
          </span>
        )}
      </p>
      {found.length > 0 && (
        <ul>
          {found.map(({ name, value, signal, rowsHref }) => (
            <li key={rowsHref}>
              <a href={rowsLink(rowsHref)}>{nameOf(name, by)}</a>: {text(value)}, {signalWords[signal!]}.
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>A signal is a point outside the limits, or eight in a row on one side. How it is reckoned</summary>
        <p className={styles.note}>{definition}</p>
      </details>
    </div>
  );
}

function limitsText({ limits }: Pick<Trend['points'][number], 'limits'>, text: (value: number | null) => string) {
  if (!limits) return '–';
  return limits.high === null ? `from ${text(limits.low)}` : `${text(limits.low)} – ${text(limits.high)}`;
}

const goalMeasures: Record<Key, readonly Goal['measure'][]> = {
  restore: ['median-restore-seconds'],
  acknowledge: ['median-acknowledge-seconds'],
  incidents: ['incidents-per-sprint'],
  postmortems: ['postmortem-completed-share'],
  recurrence: ['recurrence-rate-90'],
};

/** A goal for this very measure, of the same team and service. */
function isOf({ measure, team, service }: Goal, key: Key, { teamId, serviceId }: Partial<MeasureQuery>): boolean {
  return goalMeasures[key].includes(measure) && team?.id === teamId && service?.id === serviceId;
}

const longestDays: Record<By, number> = { week: 7, month: 31, sprint: 90 };

/** Whether the baseline surely holds the eight whole points that limits need: then it is the base unless another is chosen. */
function isLongEnough({ baseline }: Goal, by: By): boolean {
  if (!baseline) return false;
  return Date.parse(baseline.to) - Date.parse(baseline.from) >= 9 * longestDays[by] * 86_400_000;
}

function changesIn({ from, to }: { from: string; to: string }, changes: readonly PracticeChange[]) {
  const inside = changes.filter(({ at }) => at >= from && at < to);
  if (inside.length === 0) return null;
  return { words: inside.map(({ words }) => words).join('; '), href: '#changes-of-practice' };
}

type Point = {
  name: string;
  n: number;
  value: number | null;
  interval: { low: number; high: number } | null;
  isWhole: boolean;
  limits: { low: number; high: number | null } | null;
};

function largestOf(points: readonly Point[]): number {
  return Math.max(
    0,
    ...points.map(({ value, interval, limits }) => Math.max(value ?? 0, interval?.high ?? 0, limits?.high ?? 0)),
  );
}

function wordsOf(
  { name, n, value, interval, isWhole }: Point,
  stretch: string,
  text: (value: number | null) => string,
) {
  const band = interval ? `, 95% interval ${text(interval.low)} to ${text(interval.high)}` : '';
  return `${stretch} ${name}: ${text(value)}, ${incidents(n)}${band}${isWhole ? '' : '; only partly in the period'}`;
}

/** `2026-11` → `Nov 26`, `2026-11-02` → `2 Nov` */
function nameOf(name: string, by: By): string {
  if (by === 'sprint') return name;
  const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${name.slice(0, 7)}-01`),
  );
  if (by === 'week') return `${Number(name.slice(8))} ${month}`;
  return `${month} ${name.slice(2, 4)}`;
}
