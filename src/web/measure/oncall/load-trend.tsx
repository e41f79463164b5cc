import type { OutputOf } from '../../../contract/endpoint.ts';
import type { readOncallLoad } from '../../../contract/measure/oncall.ts';
import { paths } from '../../paths.ts';
import { ChartFigure, DataTable } from '../charts/chart-figure.tsx';
import charts from '../charts/charts.module.css';
import { TrendLine } from '../charts/trend-line.tsx';
import { trendTicks } from '../charts/trend-ticks.ts';
import { countText } from '../figure-text.ts';
import { isHidden, nightsText, ToneBadge } from './load-facts.tsx';

type Load = OutputOf<typeof readOncallLoad>;

/** Pages per shift by week or month: the median, and up to the worst shift. */
export function LoadTrend({ load }: { load: Load }) {
  const { points, by } = load;
  const title = `Pages per shift by ${by}`;
  const largest = Math.max(0, ...points.map(({ worstPages }) => worstPages ?? 0));
  return (
    <ChartFigure
      label={title}
      chart={(width) => (
        <>
          <TrendLine
            width={width}
            label={`${title}; band: up to the worst shift`}
            yTitle="Pages per shift"
            xTitle={`${by === 'week' ? 'Week from' : 'Month'} (${load.zone})`}
            ticks={trendTicks(largest, 'count')}
            text={countText}
            points={points.map((point) => ({
              ...{ name: nameOf(point.name), n: point.n, value: point.medianPages },
              interval:
                point.medianPages === null
                  ? null
                  : { low: point.medianPages, high: point.worstPages ?? point.medianPages },
              isEnough: point.isWhole,
              href: paths.pages({ from: point.from.slice(0, 10), until: lastDayOf(point.to) }),
              words: `${point.name}: median ${countText(point.medianPages)}, worst ${countText(point.worstPages)}, ${point.n} shifts, interrupted nights ${nightsText(point)}`,
              ...{ center: null, limits: null, signal: null, changes: null },
            }))}
          />
          <div className={charts.legend}>
            <span>Line: median shift. Band: up to the worst one.</span>
            <span>n: shifts that ended. Hollow: only partly in the period.</span>
            {points.some(isHidden) && <span>Gap: one person only, so not shown here.</span>}
          </div>
        </>
      )}
      table={
        <DataTable
          caption={title}
          head={[by === 'week' ? 'Week' : 'Month', 'Shifts', 'Median', 'Worst', 'Heavy', 'Interrupted nights', 'State']}
          rows={points.map((point) => ({
            key: point.name,
            cells: [
              point.isWhole ? point.name : `${point.name} (partial)`,
              point.n,
              countText(point.medianPages),
              countText(point.worstPages),
              countText(point.heavyShiftCount),
              nightsText(point),
              isHidden(point) ? 'One person only' : <ToneBadge key="tone" tone={point.tone} />,
            ],
          }))}
        />
      }
    />
  );
}

const lastDayOf = (end: string) => new Date(Date.parse(end) - 1).toISOString().slice(0, 10);

/** `2026-11` → `Nov 26`, `2026-11-02` → `2 Nov` */
function nameOf(name: string): string {
  const month = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${name.slice(0, 7)}-01`),
  );
  return name.length > 7 ? `${Number(name.slice(8))} ${month}` : `${month} ${name.slice(2, 4)}`;
}
