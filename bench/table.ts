import type { IngestResult, IngestRound, Shape } from './ingest.ts';
import { median, percentile } from './statistics.ts';

/** `promise` is compared with the ratio where there is one, else with our own figure. */
export type Row = { what: string; evenkeel: string; alertmanager: string; ratio: string; promise: string };

const noValue = '-';

export function ingestRows(shape: Shape, result: IngestResult[Shape]): Row[] {
  const title = shape === 'single' ? 'single alerts' : 'batches of 100';
  const [ours, theirs] = [result.evenkeel, result.alertmanager];
  const pick = (rounds: IngestRound[], name: keyof IngestRound) => median(rounds.map((round) => round[name]));
  const row = (what: string, name: keyof IngestRound, show: (value: number) => string, promise: string): Row => ({
    what: `${what}, ${title}`,
    evenkeel: show(pick(ours, name)),
    alertmanager: theirs.length === 0 ? noValue : show(pick(theirs, name)),
    ratio:
      theirs.length === 0
        ? noValue
        : ratioOf(
            ours.map((round) => round[name]),
            theirs.map((round) => round[name]),
          ),
    promise,
  });
  const lag = row('absorbed after the load, s', 'lagSeconds', (value) => value.toFixed(2), '');
  return [
    row('accepted alerts/s', 'alertsPerSecond', whole, '>= 1.0 x'),
    row('sustained, all absorbed, alerts/s', 'sustainedPerSecond', whole, '>= 0.8 x'),
    row('answer p50, ms', 'p50Ms', milliseconds, ''),
    row('answer p99, ms', 'p99Ms', milliseconds, ''),
    row('CPU per alert, us', 'cpuMicrosPerAlert', (value) => value.toFixed(1), ''),
    row('not accepted', 'refused', whole, '0'),
    { ...lag, alertmanager: noValue, ratio: noValue },
  ].map((each) => (each.what.startsWith('not accepted') ? { ...each, ratio: noValue } : each));
}

/** Of the medians; in brackets the lowest and the highest of rounds that ran next to each other. */
function ratioOf(ours: number[], theirs: number[]): string {
  const ratios = ours.map((value, round) => value / theirs[round]!).toSorted((one, other) => one - other);
  const middle = `${(median(ours) / median(theirs)).toFixed(2)} x`;
  return ratios.length < 2 ? middle : `${middle} (${ratios[0]!.toFixed(2)}-${ratios.at(-1)!.toFixed(2)})`;
}

export function timeRows(what: string, ours: number[], theirs: number[] | null, promises: [string, string]): Row[] {
  return ([0.5, 0.99] as const).map((part, place) => {
    const [one, other] = [percentile(ours, part), theirs && percentile(theirs, part)];
    return {
      what: `${what}, p${part * 100}, ms`,
      evenkeel: milliseconds(one),
      alertmanager: other === null ? noValue : milliseconds(other),
      ratio: other === null ? noValue : `${(one / other).toFixed(2)} x`,
      promise: promises[place]!,
    };
  });
}

export function plainRow(what: string, evenkeel: string, promise: string, alertmanager = noValue): Row {
  return { what, evenkeel, alertmanager, ratio: noValue, promise };
}

export function printTable(rows: Row[]): void {
  const head: Row = {
    what: 'measure',
    evenkeel: 'Evenkeel',
    alertmanager: 'Alertmanager',
    ratio: 'ratio',
    promise: 'promise',
  };
  const columns = Object.keys(head) as (keyof Row)[];
  const widths = columns.map((column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (row: Row) =>
    `| ${columns.map((column, place) => (place === 0 ? row[column].padEnd(widths[place]!) : row[column].padStart(widths[place]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, place) => (place === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  console.log([line(head), rule, ...rows.map(line)].join('\n'));
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const milliseconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);
