/** Spans as they leave for a collector, and what the stages tell so that there are some. */
import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a span by others: hexadecimal, 32 and 16 digits. */
export type SpanPlace = { traceId: string; spanId: string };

/** Ids, kinds and numbers only: never a title, a label, a name or an address. */
export type Attributes = Record<string, string | number | boolean | null | undefined>;

export type Span = SpanPlace & {
  /** Null: the root of its trace. */
  parentId: string | null;
  name: string;
  kind: 'internal' | 'server' | 'client';
  /** Epoch milliseconds by the clock of the database, which all nodes share; with fractions. */
  startMs: number;
  endMs: number;
  attributes: Attributes;
  links: SpanPlace[];
  isError: boolean;
};

/** A request of a sender, from its first byte to its answer. */
export type Arrival = {
  /** Part of it is durable at this place of a log. */
  keptAt(place: { logId: number; seq: number }): void;
  answered(status: number): void;
};

/** A notification on its way, as its claim knows it. */
export type Notification = {
  id: number;
  pageId: number;
  generation: number;
  round: number;
  stepIndex: number;
  channel: string;
  attempts: number;
  mayRepeat: boolean;
  createdAt: Date;
  /** Since it was due, at its claim. */
  waitedSeconds: number;
};

/** Notifications that one message tells of, from their claim to their outcome. */
export type Sending = {
  /** Runs what sends: requests that go out meanwhile belong to it. */
  during<T>(send: () => Promise<T>): Promise<T>;
  /** @param sent those that were handed over; the first of the message carries it */
  ended(sent: readonly Notification[], outcome: string): void;
};

/** Given to the stages where somebody wants traces; where nobody does there is none, and nothing is done for them. */
export type Tracing = {
  /** @param startedAt of `performance.now()` */
  arrival(startedAt: number, method: string | undefined, headers: IncomingHttpHeaders): Arrival;
  /** @param claimedAt of `performance.now()` */
  sending(message: readonly Notification[], claimedAt: number): Sending;
};
