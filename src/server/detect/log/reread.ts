import type { CommonSettings } from '../source-types/settings.ts';
import type { ParseResult, SourceType } from '../source-types/source.ts';
import type { StoredRequest } from './entry.ts';
import { readTestSignal } from './test-request.ts';

/** Understands a stored request once more, with the settings the source has now. */
export function rereadRequest(
  source: { type: SourceType; settings: CommonSettings },
  {
    request: { odd: _odd, isPing: _isPing, isTest, isCanary, ...request },
    body,
    receivedAt,
  }: { request: StoredRequest; body: Uint8Array; receivedAt: number },
): ParseResult {
  if (isCanary) return { kind: 'signals', signals: [], odd: [], errors: [] };
  if (isTest) return { kind: 'signals', signals: [readTestSignal(body, receivedAt)], odd: [], errors: [] };
  return source.type.parse({ ...request, body, receivedAt }, source.settings);
}
