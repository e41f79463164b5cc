import { expect, it } from 'vitest';
import { generic } from '../../src/server/detect/source-types/generic/generic.ts';
import { requestOf } from './fixture-files.ts';

/** A body in the shape of its sender, and what must be read: action, severity, key and title of each signal. */
export type Case = [name: string, body: unknown, signal: string | string[]];

/** One test for each case: nothing in its body may be odd. */
export function readEach(cases: Case[]) {
  it.each(cases)('reads that %s', (_name, body, expected) => {
    const result = generic.parse(requestOf(JSON.stringify(body)), {});
    const signals = result.kind === 'signals' ? result.signals : [];
    const read = signals.map((signal) =>
      [signal.action, signal.severity ?? '-', signal.dedupKey, '|', signal.title].join(' '),
    );
    expect(read).toEqual([expected].flat());
    expect(result).toMatchObject({ odd: [] });
  });
}
