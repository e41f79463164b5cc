import { listMeasuredIncidents, type Measures } from '../../contract/measure/measures.ts';
import { severityLabel } from '../../domain/severity.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { paths } from '../paths.ts';
import { Panel } from '../ui/screen/panel.tsx';
import { Bullet } from './charts/bullet.tsx';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import { TimeStrip } from './charts/time-strip.tsx';
import { countText, intervalText, shareText, shareTitle } from './figure-text.ts';
import { Headline, incidents, rowsCount } from './measure-parts.tsx';
import { rowsLink } from './rows-link.ts';

/** How many incidents that need a postmortem have a completed one, and in time. */
export function PostmortemPanel({ postmortems }: { postmortems: Measures['postmortems'] }) {
  const { completed, onTime } = postmortems;
  const rows = [
    { name: 'Required postmortems completed', ...completed },
    { name: 'Completed on time, of those past due', ...onTime },
  ].map((row) => ({
    ...row,
    previous: row.previous.share,
    before: row.previous,
    words: `${row.name}: ${shareText(row.share)}, ${row.count} of ${row.n}, ${intervalText(row.interval, shareText)}; previous period ${shareText(row.previous.share)} of ${row.previous.n}`,
  }));
  return (
    <Panel title={shareTitle('Incidents with a completed postmortem', completed)}>
      <Headline
        value={shareText(completed.share)}
        of={`${completed.count} of ${completed.n} required`}
        interval={intervalText(completed.interval, shareText)}
        previous={`${shareText(completed.previous.share)} of ${completed.previous.n}`}
        trend={completed.trend}
        definition={postmortems.definition}
        rows={
          completed.n > 0
            ? { href: rowsLink(completed.rowsHref), label: `Show the ${incidents(completed.n)}` }
            : undefined
        }
      >
        {completed.n > 0 && (
          <ChartFigure
            label="Postmortems"
            chart={(width) => (
              <Bullet
                width={width}
                label="Postmortems; bar: this period, tick: previous period, line: 95% interval"
                rows={rows}
              />
            )}
            table={
              <DataTable
                caption="Postmortems"
                head={['Share', 'This period', 'Count', 'n', '95% interval', 'Previous', 'Previous n']}
                rows={rows.map((row) => ({
                  key: row.name,
                  cells: [
                    row.name,
                    shareText(row.share),
                    row.count,
                    rowsCount(row.n, row.rowsHref),
                    row.interval ? `${shareText(row.interval.low)} – ${shareText(row.interval.high)}` : '–',
                    shareText(row.previous),
                    row.before.n,
                  ],
                }))}
              />
            }
          />
        )}
        <p>
          {completed.n > completed.count && (
            <a href={rowsLink(postmortems.missingHref)}>
              Show the {incidents(completed.n - completed.count)} without one
            </a>
          )}{' '}
          {completed.count > 0 && (
            <span className="muted">
              The blameless check finds nothing in {postmortems.blamelessCount} of the {completed.count} completed.
            </span>
          )}{' '}
          {postmortems.medianDaysToComplete !== null && (
            <span className="muted">
              Median {countText(postmortems.medianDaysToComplete)} days from resolved to completed.
            </span>
          )}
        </p>
      </Headline>
    </Panel>
  );
}

/** How often incidents recur. */
export function RecurrencePanel({ measures }: { measures: Pick<Measures, 'recurrence' | 'from' | 'to'> }) {
  const { recurrence, from, to } = measures;
  const longest = recurrence.windows.toSorted((a, b) => b.windowDays - a.windowDays)[0];
  const query = Object.fromEntries(new URL(longest?.rowsHref ?? '', 'http://here').searchParams);
  const repeats = useEndpoint(
    listMeasuredIncidents,
    { query: { ...query, measure: 'recurrences', limit: 200 } as never },
    { enabled: (longest?.count ?? 0) > 0, follows: ['incident', 'recurrence'] },
  );
  if (!longest) return null;
  return (
    <Panel title={shareTitle(`Recurrences within ${longest.windowDays} days`, longest)}>
      <Headline
        value={shareText(longest.share)}
        of={`${longest.count} of ${incidents(longest.n)} within ${longest.windowDays} days`}
        interval={intervalText(longest.interval, shareText)}
        previous={`${shareText(longest.previous.share)} of ${longest.previous.n}`}
        trend={longest.trend}
        definition={recurrence.definition}
        rows={
          longest.count > 0
            ? { href: rowsLink(longest.rowsHref), label: `Show the ${incidents(longest.count)}` }
            : undefined
        }
      >
        {longest.n > 0 && (
          <ChartFigure
            label="Recurrence"
            chart={(width) =>
              longest.count === 0 ? (
                <p className="muted">No recurrences in this period.</p>
              ) : (
                <TimeStrip
                  width={width}
                  label="Recurring incidents by severity and day"
                  from={from}
                  to={to}
                  dots={(repeats.data?.items ?? []).map((row) => ({
                    key: row.key,
                    href: paths.incident(row.incidentId),
                    severity: row.severity,
                    at: row.declaredAt,
                    words: `${row.key}, ${severityLabel(row.severity)}: ${row.title}`,
                  }))}
                />
              )
            }
            table={
              <DataTable
                caption="Recurrence"
                head={[
                  'Within',
                  'Recurrences',
                  'Of',
                  'Rate',
                  '95% interval',
                  'Previous',
                  'Including suggested',
                  'Median days',
                ]}
                rows={recurrence.windows.map((window) => ({
                  key: window.windowDays,
                  cells: [
                    `${window.windowDays} days`,
                    rowsCount(window.count, window.rowsHref),
                    window.n,
                    shareText(window.share),
                    window.interval ? `${shareText(window.interval.low)} – ${shareText(window.interval.high)}` : '–',
                    `${shareText(window.previous.share)} (${window.previous.n})`,
                    `${shareText(window.shareBySignature)} (${window.countBySignature})`,
                    countText(window.medianDaysToRecurrence),
                  ],
                }))}
              />
            }
          />
        )}
      </Headline>
    </Panel>
  );
}
