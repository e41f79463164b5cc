import type { OddPart } from '../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { DroppedSignal } from '../mapping-rules/read.ts';
import type { Source } from '../rulebook/rulebook.ts';
import type { SourceRequest } from '../source-types/source.ts';

/** One request on its way into the log: what will be stored, and what parsing made of it. */
export type Entry = {
  source: Source;
  request: SourceRequest;
  signals: Signal[];
  odd: OddPart[];
  /** What the mapping of the source took out. */
  dropped?: DroppedSignal[] | undefined;
  /** A heartbeat's ping: no signal, but the proof of life. */
  isPing: boolean;
  /** Made by ourselves to test the way; its body is ours, not the sender's protocol. */
  isTest?: boolean | undefined;
  /** Says nothing, and is no activity of its source: it tries whether this log is absorbed. */
  isCanary?: boolean | undefined;
};

/**
 * An entry that is durable: its place in the log and its time by the database clock. The request is left behind: many
 * of these wait in memory to be absorbed, and the body is the heavy part.
 */
export type LoggedEntry = Pick<Entry, 'source' | 'signals' | 'odd' | 'dropped' | 'isPing' | 'isCanary'> & {
  logId: number;
  seq: number;
  receivedAt: number;
};

/** Of a request, by their titles. */
const keptDropped = 20;

/** The part of a request that is kept beside its body: enough to parse it again to the same signals. */
export function storedRequest({ request, odd, dropped = [], isPing, isTest, isCanary }: Entry): string {
  const { method, path, query, contentType, assignedKey, headers } = request;
  const stored = {
    method,
    path,
    query,
    contentType,
    assignedKey,
    headers,
    isPing,
    isTest,
    isCanary,
    odd: odd.length > 0 ? odd : undefined,
    dropped: dropped.length > 0 ? dropped.slice(0, keptDropped) : undefined,
    droppedCount: dropped.length > 0 ? dropped.length : undefined,
  };
  return JSON.stringify(stored);
}

export type StoredRequest = Pick<SourceRequest, 'method' | 'path' | 'query' | 'contentType' | 'assignedKey'> & {
  headers: Record<string, string>;
  isPing: boolean;
  isTest?: boolean;
  isCanary?: boolean;
  odd?: OddPart[];
  dropped?: DroppedSignal[];
  droppedCount?: number;
};
