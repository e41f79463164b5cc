/**
 * Sends spans to the operator's collector, a batch at a time. Nothing waits for it: what does not fit into the queue is
 * dropped, oldest first, and counted.
 */
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { createEgress } from '../egress/egress.ts';
import { EgressProblem } from '../egress/problem.ts';
import { refusedInJson, toOtlpJson } from './otlp.ts';
import { refusedInProtobuf, toOtlpProtobuf } from './otlp-protobuf.ts';
import type { TracingConfig } from './settings.ts';
import type { Attributes, Span } from './span.ts';

export type Exporter = {
  add(spans: readonly Span[]): void;
  /** Whether more spans are of use now: not while a collector takes none. */
  hasRoom(): boolean;
  /** Counts what never became a span. */
  drop(count: number): void;
  /** Sends one batch, unless there is none or the collector is left alone for now; true when more can be sent at once. */
  sendSome(signal?: AbortSignal): Promise<boolean>;
  state(): ExporterState;
  close(): Promise<void>;
};

export type ExporterState = {
  sent: number;
  dropped: number;
  /** Why the last batch did not arrive; null when it did. */
  failure: string | null;
};

export type ExporterOptions = {
  config: TracingConfig;
  resource: Attributes;
  version: string;
  log: Logger;
  metrics: Registry;
  /** How long a collector may take. */
  timeoutMs?: number;
};

const mostWaiting = 8_192;
const mostPerBatch = 512;
const usualTimeoutMs = 10_000;
/** An answer only says what was refused. */
const maxAnswerBytes = 64 * 1024;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** As OTLP says: the same batch may be taken later. */
const retryable = new Set([429, 502, 503, 504]);

export function createExporter({ config, resource, version, log, metrics, timeoutMs }: ExporterOptions): Exporter {
  const { contentType, encode, refusedIn } = encodings[config.protocol];
  const url = new URL(config.endpoint);
  // The operator named it, so it may be on a private network; nothing else may be reached by this.
  const egress = createEgress({ allow: [url.hostname.replace(/^\[|\]$/g, '')] });
  const counter = new Counter({
    name: 'evenkeel_trace_spans_total',
    help: 'Spans of traces, by what became of them: sent, or dropped because the collector did not take them',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  for (const outcome of ['sent', 'dropped']) counter.inc({ outcome }, 0);
  const state: ExporterState = { sent: 0, dropped: 0, failure: null };
  let waiting: Span[] = [];
  let pauseMs = 0;
  let pausedUntil = 0;

  const count = (outcome: 'sent' | 'dropped', spans: number) => {
    state[outcome] += spans;
    if (spans > 0) counter.inc({ outcome }, spans);
  };
  const failed = (reason: string) => {
    if (state.failure === null) log.warn({ component: 'traces' }, `traces do not reach ${url.host}: ${reason}`);
    state.failure = reason;
  };
  const leaveAlone = (wantedMs: number) => {
    pauseMs = Math.min(Math.max(pauseMs * 2, firstPauseMs), longestPauseMs);
    pausedUntil = performance.now() + Math.min(Math.max(pauseMs, wantedMs), longestPauseMs);
  };

  return {
    add(spans) {
      waiting.push(...spans);
      const tooMany = waiting.length - mostWaiting;
      if (tooMany <= 0) return;
      waiting = waiting.slice(tooMany);
      count('dropped', tooMany);
    },
    hasRoom: () => waiting.length < mostWaiting / 2,
    drop: (spans) => count('dropped', spans),
    async sendSome(signal) {
      if (waiting.length === 0 || performance.now() < pausedUntil) return false;
      const batch = waiting.slice(0, mostPerBatch);
      waiting = waiting.slice(batch.length);
      try {
        const reply = await egress.request({
          url: config.endpoint,
          method: 'POST',
          headers: { ...config.headers, 'content-type': contentType },
          body: encode(resource, { name: 'evenkeel', version }, batch),
          timeoutMs: timeoutMs ?? usualTimeoutMs,
          maxResponseBytes: maxAnswerBytes,
          truncate: true,
          signal,
        });
        if (reply.status >= 200 && reply.status < 300) {
          const refused = Math.min(refusedIn(reply.body), batch.length);
          count('sent', batch.length - refused);
          count('dropped', refused);
          if (state.failure !== null) log.info({ component: 'traces' }, `traces reach ${url.host} again`);
          state.failure = null;
          pauseMs = 0;
          return waiting.length > 0;
        }
        failed(`it answered ${reply.status}`);
        if (retryable.has(reply.status)) waiting = [...batch, ...waiting];
        else count('dropped', batch.length);
        leaveAlone(retryable.has(reply.status) ? secondsIn(reply.headers['retry-after']) * 1_000 : 0);
      } catch (error) {
        if (!(error instanceof EgressProblem)) throw error;
        // It may have arrived: the same spans again have the same ids.
        waiting = [...batch, ...waiting];
        if (error.code === 'aborted') return false;
        failed(error.message);
        leaveAlone(0);
      }
      return false;
    },
    state: () => ({ ...state }),
    close: () => egress.close(),
  };
}

const encodings = {
  'http/protobuf': { contentType: 'application/x-protobuf', encode: toOtlpProtobuf, refusedIn: refusedInProtobuf },
  'http/json': { contentType: 'application/json', encode: toOtlpJson, refusedIn: refusedInJson },
};

const secondsIn = (text: string | undefined) => (/^\d{1,6}$/.test(text ?? '') ? Number(text) : 0);
