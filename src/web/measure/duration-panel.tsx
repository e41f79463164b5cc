import type { DurationMeasure } from '../../contract/measure/measures.ts';
import { paths } from '../paths.ts';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { BoxDots } from './charts/box-dots.tsx';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import charts from './charts/charts.module.css';
import { durationTitle, intervalText, secondsText } from './figure-text.ts';
import { Headline, incidents, rowsCount } from './measure-parts.tsx';
import { rowsLink } from './rows-link.ts';

/** A duration by severity: the number, its chart, its table. */
export function DurationPanel({ measure, isSmall = false }: { measure: DurationMeasure; isSmall?: boolean }) {
  const { all, bySeverity, points } = measure;
  const label = `${measure.name} by severity`;
  return (
    <Panel title={isSmall ? `${measure.name} (${measure.shortName})` : durationTitle(measure)}>
      <Headline
        value={secondsText(all.medianSeconds)}
        of={`median of ${incidents(all.n)}`}
        interval={intervalText(all.interval, secondsText)}
        previous={`${secondsText(all.previous.medianSeconds)}, ${incidents(all.previous.n)}`}
        trend={all.trend}
        definition={measure.definition}
        rows={all.n > 0 ? { href: rowsLink(all.rowsHref), label: `Show the ${incidents(all.n)}` } : undefined}
      >
        {all.n > 0 && (
          <ChartFigure
            label={label}
            chart={(width) => (
              <>
                <BoxDots
                  width={width}
                  label={`${label}; line: median, box: its 95% interval, whisker: 90th percentile, dots: incidents`}
                  rows={bySeverity}
                  dots={points.map(({ incidentId, severity, seconds, isImported }) => ({
                    key: `INC-${incidentId}`,
                    href: paths.incident(incidentId),
                    severity,
                    seconds,
                    isImported,
                  }))}
                />
                <div className={charts.legend}>
                  <span>Line: median.</span>
                  <span>Box: its 95% interval, from five incidents.</span>
                  <span>Whisker: up to the 90th percentile.</span>
                  <span>Dot: one incident.</span>
                  {points.some(({ isImported }) => isImported) && <span>Ring: an imported one.</span>}
                  <span>Durations grow by factors along the axis.</span>
                </div>
              </>
            )}
            table={
              <DataTable
                caption={label}
                head={['Severity', 'n', 'Median', '95% interval', 'p90', 'Mean', 'Previous median', 'Trend']}
                rows={bySeverity.map((row) => ({
                  key: row.severity,
                  cells: [
                    <SeverityBadge key="severity" severity={row.severity} look="plain" />,
                    rowsCount(row.n, row.rowsHref),
                    secondsText(row.medianSeconds),
                    row.interval ? `${secondsText(row.interval.low)} – ${secondsText(row.interval.high)}` : '–',
                    secondsText(row.p90Seconds),
                    secondsText(row.meanSeconds),
                    `${secondsText(row.previous.medianSeconds)} (${row.previous.n})`,
                    row.trend.verdict === 'cannot-tell' ? 'cannot tell' : row.trend.verdict,
                  ],
                }))}
              />
            }
          />
        )}
        {measure.unusableCount > 0 && (
          <p className="muted">
            {incidents(measure.unusableCount)} cannot be measured: their start is missing or after their end.
          </p>
        )}
      </Headline>
    </Panel>
  );
}
