import { Button } from '@mantine/core';
import type { Measures } from '../../contract/measure/measures.ts';
import { severities, severityLabel } from '../../domain/severity.ts';
import { paths } from '../paths.ts';
import { Panel } from '../ui/screen/panel.tsx';
import { SeverityBadge } from '../ui/screen/severity-badge.tsx';
import { calendarDateText } from '../ui/time/time-text.ts';
import { ChartFigure, DataTable } from './charts/chart-figure.tsx';
import charts from './charts/charts.module.css';
import { SprintColumns } from './charts/sprint-columns.tsx';
import { incidents, rowsCount } from './measure-parts.tsx';
import styles from './measures.module.css';
import { rowsLink } from './rows-link.ts';

type Sprint = Measures['sprints']['items'][number];

function wordsOf({
  name,
  number,
  firstDate,
  lastDate,
  n,
  isWhole,
  falseAlarmCount,
  customerFoundCount,
}: Sprint): string {
  const more = `${falseAlarmCount} false alarms, ${customerFoundCount} found by customers`;
  return `Sprint ${name || number} (${calendarDateText(firstDate)} to ${calendarDateText(lastDate)}): ${incidents(n)}, ${more}${isWhole ? '' : '; only partly in the period'}`;
}

/** Incidents declared in each sprint, and the calendar that says what a sprint is. */
export function SprintPanel({ sprints }: { sprints: Measures['sprints'] }) {
  const { items, outsideCount, rule } = sprints;
  const whole = items.filter(({ isWhole }) => isWhole);
  const mean = whole.length > 0 ? whole.reduce((sum, { n }) => sum + n, 0) / whole.length : null;
  return (
    <Panel
      title="Incidents per sprint"
      actions={
        <Button component="a" variant="default" size="compact-sm" href={paths.sprintCalendars()}>
          Sprint calendars
        </Button>
      }
    >
      <div className={styles.numbers}>
        <span className={styles.number}>{mean === null ? '–' : mean.toFixed(1)}</span>
        <span>
          per full sprint · {whole.length} full of {items.length}
        </span>
      </div>
      {items.length > 0 && (
        <ChartFigure
          label="Incidents per sprint"
          chart={(width) => (
            <>
              <SprintColumns
                width={width}
                label="Incidents per sprint by severity"
                sprints={items.map((item) => ({
                  ...item,
                  name: item.name || String(item.number),
                  href: rowsLink(item.rowsHref),
                  words: wordsOf(item),
                }))}
              />
              <div className={charts.legend}>
                {severities.map((severity) => (
                  <span key={severity}>
                    <svg width="10" height="10" aria-hidden="true">
                      <rect width="10" height="10" className={charts[`bar${severity}`]} />
                    </svg>{' '}
                    {severityLabel(severity)}
                  </span>
                ))}
                <span>Pale: only partly in the period.</span>
              </div>
            </>
          )}
          table={
            <DataTable
              caption="Incidents per sprint"
              head={[
                'Sprint',
                'Days',
                'Incidents',
                'SEV1',
                'SEV2',
                'SEV3',
                'SEV4',
                'SEV5',
                'False alarms',
                'Found by customers',
              ]}
              rows={items.map((item) => ({
                key: item.firstDate,
                cells: [
                  `${item.name || item.number}${item.isWhole ? '' : ' (partial)'}`,
                  `${calendarDateText(item.firstDate)} – ${calendarDateText(item.lastDate)}`,
                  rowsCount(item.n, item.rowsHref),
                  ...item.bySeverity,
                  item.falseAlarmCount,
                  item.customerFoundCount,
                ],
              }))}
            />
          }
        />
      )}
      <p className={styles.note}>
        {sprints.definition} {rule}{' '}
        {outsideCount > 0 && `${incidents(outsideCount)} between sprints ${outsideCount === 1 ? 'is' : 'are'} in none.`}
      </p>
    </Panel>
  );
}

/** Still going on: durations alone would hide them. */
export function OpenPanel({ open }: { open: Measures['open'] }) {
  return (
    <Panel title="Unresolved incidents">
      <div className={styles.numbers}>
        <span className={styles.number}>{open.n}</span>
        {open.n > 0 && <a href={rowsLink(open.rowsHref)}>Show the {incidents(open.n)}</a>}
      </div>
      <div className={styles.numbers}>
        {severities.map((severity) => {
          const n = open.items.filter((item) => item.severity === severity).length;
          return (
            n > 0 && (
              <span key={severity}>
                <SeverityBadge severity={severity} look="plain" /> {n}
              </span>
            )
          );
        })}
      </div>
      <p className={styles.note}>Durations count once they have ended, so they do not include open incidents.</p>
    </Panel>
  );
}
