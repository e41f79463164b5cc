import { AggregatorRegistry, Gauge, type Registry } from 'prom-client';
import type { ProcessGroup } from './member.ts';
import type { Metric } from './messages.ts';

/** Marks a figure of the whole installation, which is the same in whatever process is asked. */
export const ofInstallation = 'first';

/** What the registry says of this process alone, each value labelled with its number. */
export async function ownMetrics(registry: Registry, process: number): Promise<Metric[]> {
  const own = registry.getMetricsAsArray().filter(({ aggregator }) => aggregator !== ofInstallation);
  return Promise.all(own.map(({ name }) => labelled(registry, name, process)));
}

async function labelled(registry: Registry, name: string, process: number): Promise<Metric> {
  const metric = await registry.getSingleMetric(name)!.get();
  const values = metric.values.map((value) => ({ ...value, labels: { process: String(process), ...value.labels } }));
  return { ...metric, values } as Metric;
}

/** The metrics of all processes, one text for each: what one process says of itself has its number as the label `process`. */
export async function metricsOfAll(
  registry: Registry,
  group: ProcessGroup,
  isAllowed: (name: string) => boolean,
): Promise<string[]> {
  const shared = registry
    .getMetricsAsArray()
    .filter(({ name, aggregator }) => aggregator === ofInstallation && isAllowed(name));
  const [own, others, ...whole] = await Promise.all([
    ownMetrics(registry, group.process),
    group.collectOthers(),
    ...shared.map(({ name }) => registry.getSingleMetricAsString(name)),
  ]);
  // Every value has the number of its process, so that nothing is added up here.
  const all = [own, ...others].map((each) =>
    each.filter(({ name }) => isAllowed(name)).map((metric) => ({ ...metric, aggregator: 'sum' as const })),
  );
  const merged = AggregatorRegistry.aggregate(all);
  const texts = await Promise.all(merged.getMetricsAsArray().map(({ name }) => merged.getSingleMetricAsString(name)));
  return [...texts, ...whole];
}

/** How the processes of this start are; without others it is the one that is asked. */
export function groupMetrics(registry: Registry, group: ProcessGroup | undefined): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name: `evenkeel_processes_${name}`,
      help,
      aggregator: ofInstallation,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  gauge('wanted', 'Processes that are to accept on the port of this start', () => group?.wanted ?? 1);
  gauge('running', 'Processes that accept on the port of this start', () => group?.state().running ?? 1);
  gauge(
    'ended_last_hour',
    'Processes of this start that ended unexpectedly within the last hour',
    () => group?.state().endedLastHour ?? 0,
  );
}
