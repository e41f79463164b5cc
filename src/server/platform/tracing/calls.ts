/** Requests that go out while a message is sent belong to it, whichever channel or provider makes them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Egress } from '../egress/egress.ts';
import { EgressProblem } from '../egress/problem.ts';

/** A request and its answer; times of `performance.now()`. */
export type Call = {
  method: string;
  startedAt: number;
  endedAt: number;
  status: number | null;
  /** Why there was no answer. */
  problem: string | null;
};

export type Sender = {
  calls: Call[];
  /** For lines of the log; null while they are not known. */
  place: { traceId: string; spanId: string } | null;
};

/** A message is one request, or a few; what goes on asking is not told in full. */
const mostCalls = 20;

const sending = new AsyncLocalStorage<Sender>();

export const duringSend = <T>(sender: Sender, send: () => Promise<T>): Promise<T> => sending.run(sender, send);

/** What a line of the log says of the trace that it belongs to. */
export function placeForLog(): { trace_id?: string; span_id?: string } {
  const place = sending.getStore()?.place;
  return place ? { trace_id: place.traceId, span_id: place.spanId } : {};
}

export function withCallsKept(egress: Egress): Egress {
  return {
    ...egress,
    async request(wanted) {
      const sender = sending.getStore();
      if (!sender || sender.calls.length >= mostCalls) return egress.request(wanted);
      const startedAt = performance.now();
      const call: Call = { method: wanted.method ?? 'GET', startedAt, endedAt: startedAt, status: null, problem: null };
      sender.calls.push(call);
      try {
        const reply = await egress.request(wanted);
        call.status = reply.status;
        return reply;
      } catch (error) {
        call.problem = error instanceof EgressProblem ? error.code : 'failed';
        throw error;
      } finally {
        call.endedAt = performance.now();
      }
    },
  };
}
