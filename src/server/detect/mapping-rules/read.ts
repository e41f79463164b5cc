/** Understands a request of a source: read as its type does, then mapped by its rules. */
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import type { CommonSettings } from '../source-types/settings.ts';
import type { Accepted, Ping, Rejected, SourceRequest, SourceType } from '../source-types/source.ts';
import { mapSignals } from './apply.ts';
import type { Mapping } from './mapping.ts';

export type ReadableSource = { type: SourceType; settings: CommonSettings; mapping?: Mapping | null };

export type DroppedSignal = { rule: number; title: string };

export type Understood = Accepted & {
  /** As the sender said it, before the mapping: what it is answered with. */
  said: Accepted['signals'];
  dropped: DroppedSignal[];
};

/** Never throws, whatever was sent. */
export function readRequest(
  { type, settings, mapping }: ReadableSource,
  request: SourceRequest,
): Understood | Ping | Rejected {
  const parsed = type.parse(request, settings);
  if (parsed.kind !== 'signals') return parsed;
  const { signals: said } = parsed;
  if (!mapping || said.length === 0) return { ...parsed, said, dropped: [] };
  const odd: OddPart[] = [...parsed.odd];
  const mapped = mapSignals(mapping, { request, settings }, said, odd);
  const signals = mapped.flatMap(({ after }) => after ?? []);
  const dropped = mapped.flatMap(({ before, after, hits }) =>
    after === null ? [{ rule: hits.at(-1)!, title: before.title || before.dedupKey.slice(0, 300) }] : [],
  );
  return { ...parsed, signals, odd, said, dropped };
}
