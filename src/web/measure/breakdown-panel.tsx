import { Button, Select } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { OutputOf } from '../../contract/endpoint.ts';
import { type MeasureQuery, readMeasureBreakdown } from '../../contract/measure/measures.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { breakdownColumns, type breakdownNames, type MeasureSearch, paths, withSearch } from '../paths.ts';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { inOrder, nextOrder } from './breakdown-order.ts';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import charts from './charts/charts.module.css';
import { IntervalMark } from './charts/interval-mark.tsx';
import { countText, secondsText, shareText } from './figure-text.ts';
import { rowsCount } from './measure-parts.tsx';
import styles from './measures.module.css';
import { rowsLink } from './rows-link.ts';

type By = (typeof breakdownNames)[number];
type Column = (typeof breakdownColumns)[number];
type Breakdown = OutputOf<typeof readMeasureBreakdown>;
type Cell = Breakdown['all'][Column];
type Slice = { key: string; name: string; cells: Breakdown['all'] };

const byWords: Record<By, string> = {
  severity: 'Severity',
  service: 'Service',
  team: 'Team',
  'time-of-day': 'Time of day',
  weekday: 'Weekday',
  cause: 'Cause',
};

const columns: Record<Column, { title: string; text: (value: number | null) => string }> = {
  restore: { title: 'Time to restore, median', text: secondsText },
  incidents: { title: 'Incidents', text: countText },
  postmortems: { title: 'Postmortems completed', text: shareText },
  recurrence: { title: 'Recurrence in 90 days', text: shareText },
};

const follows = ['incident', 'postmortem', 'recurrence', 'service', 'team', 'sprintCalendar'] as const;

/** The four measures of each severity, service, team, time of day or cause. What is chosen stands in the address. */
export function BreakdownPanel({ query, search }: { query: Partial<MeasureQuery>; search: MeasureSearch }) {
  const router = useRouter();
  const change = (next: Partial<MeasureSearch>) => router.history.replace(paths.measures({ ...search, ...next }));
  const { breakdown: by = 'severity', order } = search;
  const asked = { ...query, by };
  const { data, error, refetch } = useEndpoint(readMeasureBreakdown, { query: asked }, { follows });
  const title = `Measures by ${byWords[by].toLowerCase()}`;
  const slices = data ? inOrder<Slice>(data.slices, order) : [];
  const href = withSearch('/api/v1/measures/breakdown.csv', asked);
  return (
    <Panel
      title={title}
      actions={
        <Button component="a" variant="default" size="compact-sm" href={href} download>
          CSV
        </Button>
      }
    >
      <div className={styles.trendChoices}>
        <Select
          aria-label="Side by side"
          allowDeselect={false}
          data={Object.entries(byWords).map(([value, label]) => ({ value, label: `By ${label.toLowerCase()}` }))}
          value={by}
          onChange={(value) => change({ breakdown: value as By })}
        />
      </div>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={5} label="Loading the breakdown" />}
      {data && (
        <>
          <ChartFigure
            label={title}
            chart={() => (
              <>
                <SideBySide
                  title={title}
                  first={byWords[by]}
                  all={data.all}
                  slices={slices}
                  order={order}
                  sort={(column) => change({ order: nextOrder(order, column) })}
                />
                <div className={charts.legend}>
                  <span>Bar: 95% interval.</span>
                  <span>Hollow: fewer than ten incidents, so nothing can be told from it.</span>
                  <span>Line: all incidents.</span>
                  <span>n: incidents counted. Press a value for its incidents.</span>
                </div>
              </>
            )}
            table={
              <DataTable
                caption={title}
                head={[byWords[by], ...breakdownColumns.flatMap((key) => [columns[key].title, 'n', '95% interval'])]}
                rows={[{ key: '', name: 'All incidents', cells: data.all }, ...slices].map(({ key, name, cells }) => ({
                  key,
                  cells: [
                    name,
                    ...breakdownColumns.flatMap((column) => plainCells(cells[column], columns[column].text)),
                  ],
                }))}
              />
            }
          />
          {data.hiddenCount > 0 && (
            <p>
              {data.hiddenCount} with fewer incidents are not shown. Filter by {by === 'cause' ? 'service or team' : by}
              , or take the CSV.
            </p>
          )}
          <p className={styles.note}>{data.definition}</p>
        </>
      )}
    </Panel>
  );
}

function plainCells({ n, value, interval, rowsHref }: Cell, text: (value: number | null) => string) {
  return [text(value), rowsCount(n, rowsHref), interval ? `${text(interval.low)} – ${text(interval.high)}` : '–'];
}

type SideBySideProps = {
  title: string;
  first: string;
  all: Breakdown['all'];
  slices: readonly Slice[];
  order: MeasureSearch['order'];
  sort: (column: Column) => void;
};

function SideBySide({ title, first, all, slices, order, sort }: SideBySideProps) {
  const places = placesOf(slices);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={charts.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.sides}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {breakdownColumns.map((column) => {
              const way = order === column ? 'ascending' : order === `-${column}` ? 'descending' : undefined;
              return (
                <th key={column} scope="col" aria-sort={way}>
                  <button type="button" onClick={() => sort(column)}>
                    {columns[column].title}
                    {way === 'ascending' && ' ↑'}
                    {way === 'descending' && ' ↓'}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <tr className={styles.whole}>
            <th scope="row">All incidents</th>
            {breakdownColumns.map((column) => (
              <td key={column}>
                <SideCell cell={all[column]} column={column} whole={null} place={null} />
              </td>
            ))}
          </tr>
          {slices.map(({ key, name, cells }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {breakdownColumns.map((column) => (
                <td key={column}>
                  <SideCell
                    cell={cells[column]}
                    column={column}
                    whole={column === 'incidents' ? null : all[column].value}
                    place={places[column]}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type SideCellProps = { cell: Cell; column: Column; whole: number | null; place: ((value: number) => number) | null };

function SideCell({ cell, column, whole, place }: SideCellProps) {
  const { n, value, interval, isEnough, rowsHref } = cell;
  const { text } = columns[column];
  if (n === 0 || value === null) return <span className="muted">–</span>;
  const band = interval ? `95% interval ${text(interval.low)} to ${text(interval.high)}` : 'Too few for an interval';
  return (
    <span className={styles.cell} data-tip={band}>
      <span>
        <a href={rowsLink(rowsHref)}>{text(value)}</a>{' '}
        <span className="muted">
          {column === 'incidents' ? '' : `n ${n}`}
          {isEnough ? '' : `${column === 'incidents' ? '' : ', '}cannot tell`}
        </span>
        <span className="visually-hidden">, {band}</span>
      </span>
      {place && <IntervalMark value={value} interval={interval} whole={whole} place={place} isEnough={isEnough} />}
    </span>
  );
}

/** Equal steps are equal factors, from the least to the most. */
function byFactors(seconds: readonly number[]): (value: number) => number {
  const [least, most] = [Math.max(1, Math.min(...seconds)), Math.max(1, ...seconds)];
  return (value) => (least < most ? Math.log(Math.max(1, value) / least) / Math.log(most / least) : 0.5);
}

/** One scale for each column: durations by factors, counts from nothing, shares from none to all. */
function placesOf(slices: readonly Slice[]): Record<Column, (value: number) => number> {
  const ends = (column: Column) =>
    slices.flatMap(({ cells }) => {
      const { value, interval } = cells[column];
      return value === null ? [] : [value, interval?.low ?? value, interval?.high ?? value];
    });
  const most = Math.max(1, ...ends('incidents'));
  const share = (value: number) => value;
  return {
    restore: byFactors(ends('restore')),
    incidents: (value) => value / most,
    postmortems: share,
    recurrence: share,
  };
}
