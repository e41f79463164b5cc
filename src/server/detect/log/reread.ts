import { type ReadableSource, readRequest, type Understood } from '../mapping-rules/read.ts';
import type { Ping, Rejected } from '../source-types/source.ts';
import type { StoredRequest } from './entry.ts';
import { readTestSignal } from './test-request.ts';

/** Understands a stored request once more, with the settings and the mapping that the source has now. */
export function rereadRequest(
  source: ReadableSource,
  {
    request: {
      odd: _odd,
      dropped: _dropped,
      droppedCount: _droppedCount,
      isPing: _isPing,
      isTest,
      isCanary,
      ...request
    },
    body,
    receivedAt,
  }: { request: StoredRequest; body: Uint8Array; receivedAt: number },
): Understood | Ping | Rejected {
  if (isCanary) return ours([]);
  if (isTest) return ours([readTestSignal(body, receivedAt)]);
  return readRequest(source, { ...request, body, receivedAt });
}

/** What we wrote ourselves takes no mapping. */
function ours(signals: Understood['signals']): Understood {
  return { kind: 'signals', signals, odd: [], errors: [], said: signals, dropped: [] };
}
