import type { MetricObjectWithValues, MetricValue } from 'prom-client';

export type Metric = MetricObjectWithValues<MetricValue<string>>;

/** How the processes of one start are, as the parent sees them; each process knows it a moment later. */
export type GroupState = {
  /** How many there are to be. */
  wanted: number;
  /** How many take connections. */
  running: number;
  /** How many ended within the last hour without having been asked to. */
  endedLastHour: number;
  /** One sentence for each process that takes connections and does not get its work done. */
  stuck: string[];
};

/** What a process needs to know before it can start. */
export type Beginning = {
  /** Counted from 1. */
  process: number;
  wanted: number;
  /** Of the PostgreSQL that the parent runs; undefined when the settings name another. */
  embeddedUrl: string | undefined;
  /** Whether people watch its steps: of the very first only. */
  isVeryFirst: boolean;
};

export type ToProcess =
  | ({ kind: 'begin' } & Beginning)
  | { kind: 'state'; state: GroupState }
  /** Asks for its metrics. */
  | { kind: 'collect'; ask: number }
  /** What the others have answered. */
  | { kind: 'collected'; ask: number; metrics: Metric[][] }
  | { kind: 'stop' };

export type ToParent =
  /** It listens from now on: what was said before is lost. */
  | { kind: 'hello' }
  /** Said every second by the thread that does the work. */
  | { kind: 'alive'; stuck: string | null }
  | { kind: 'ready'; url: string; setupUrl: string | null }
  | { kind: 'collect'; ask: number }
  | { kind: 'collected'; ask: number; metrics: Metric[] };
