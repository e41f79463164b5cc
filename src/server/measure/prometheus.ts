/** The measures for Prometheus: of the last 28 days, by severity, each with how many it was counted from. */
import { Gauge, type Registry } from 'prom-client';
import { eachEnded, figuresOf } from '../../domain/measure/durations.ts';
import { isCounted, within } from '../../domain/measure/incident-rows.ts';
import { postmortemCompletion } from '../../domain/measure/postmortem-completion.ts';
import { recurrenceRate } from '../../domain/measure/recurrence-rate.ts';
import { severities, severityLabel } from '../../domain/severity.ts';
import type { Database } from '../platform/db/database.ts';
import { readNowMs } from '../platform/db/now.ts';
import { ofInstallation } from '../platform/processes/metrics.ts';
import { loadIncidentRows } from './incident-rows.ts';

const windowDays = 28;
const recurrenceDays = 90;
/** However often and by how many this node is scraped, it counts once in this time. */
const keptForMs = 60_000;

const last = `in the last ${windowDays} days`;
const kinds = {
  open_incidents: 'Incidents that are not resolved',
  incidents_declared: `Incidents declared ${last}, false alarms included`,
  restore_seconds: `Median time to restore of incidents resolved ${last}`,
  restored_incidents: `Incidents that the median time to restore is taken from`,
  postmortems_completed_ratio: `Share of required postmortems that are completed, of incidents resolved ${last}`,
  postmortems_required: 'Required postmortems that the share is taken from',
  recurrence_ratio: `Share of incidents declared ${last} that repeat one resolved within ${recurrenceDays} days before`,
  recurrence_incidents: 'Incidents that the share of recurrences is taken from',
} as const;
type Kind = keyof typeof kinds;
type Sample = { kind: Kind; severity: string; value: number };

/** Adds the gauges; what has nothing to be taken from has no sample, never a zero. */
export function measureMetrics(registry: Registry, db: Database): void {
  let kept: { until: number; samples: Promise<Sample[]> } | null = null;
  const samples = () => {
    if (kept === null || kept.until < performance.now()) {
      const reading = readSamples(db);
      kept = { until: performance.now() + keptForMs, samples: reading };
      reading.catch(() => {
        kept = null;
      });
    }
    return kept.samples;
  };
  for (const kind of Object.keys(kinds) as Kind[])
    new Gauge({
      name: `evenkeel_measures_${kind}`,
      help: kinds[kind],
      aggregator: ofInstallation,
      labelNames: ['severity'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const sample of await samples())
          if (sample.kind === kind) this.set({ severity: sample.severity }, sample.value);
      },
    });
}

async function readSamples(db: Database): Promise<Sample[]> {
  const now = await readNowMs(db);
  const selection = { from: now - windowDays * 86_400_000, to: now + 1 };
  const rows = await loadIncidentRows(db, { ...selection, includeImported: false });
  return severities.flatMap((severity) => {
    const own = rows.filter((row) => row.severity === severity);
    const seconds: number[] = [];
    eachEnded(own, 'restore', selection, (_, duration) => duration !== null && seconds.push(duration));
    const { n, median } = figuresOf(seconds);
    const postmortems = postmortemCompletion(own, selection, now);
    const recurrence = recurrenceRate(own, selection, recurrenceDays);
    const counted = own.filter((row) => isCounted(row, {}));
    const values: Record<Kind, number | null> = {
      open_incidents: counted.filter(({ instants }) => instants.resolvedAt === null && instants.closedAt === null)
        .length,
      incidents_declared: counted.filter(({ instants }) => within(instants.declaredAt, selection)).length,
      restore_seconds: median,
      restored_incidents: n,
      postmortems_completed_ratio: ratio(postmortems.completed, postmortems.required),
      postmortems_required: postmortems.required,
      recurrence_ratio: ratio(recurrence.repeats, recurrence.incidents),
      recurrence_incidents: recurrence.incidents,
    };
    return (Object.keys(values) as Kind[]).flatMap((kind) => {
      const value = values[kind];
      return value === null ? [] : [{ kind, severity: severityLabel(severity), value }];
    });
  });
}

const ratio = (count: number, of: number) => (of === 0 ? null : count / of);
