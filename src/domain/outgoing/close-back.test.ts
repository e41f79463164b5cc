import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FoldedAlert, foldSignals } from '../detect/fold.ts';
import { answerOnly, type Signal } from '../detect/signal.ts';
import { closeBackOf } from './close-back.ts';

type Did = { by: 'person'; does: 'acknowledge' | 'resolve' } | { by: 'sender'; says: 'echo' | 'trigger' };

const trigger: Signal = { ...answerOnly('resolve', 'key'), action: 'trigger', title: 'Down' };

/** An alert through what people do here and what its sender says; the sender echoes whatever it is told. */
function run(steps: readonly Did[]) {
  let alert: FoldedAlert | null = foldSignals(null, [{ receivedAt: 0, signal: trigger }]).alerts[0]!.alert;
  let opened = 1;
  let changesHere = 0;
  const told: ('acknowledge' | 'resolve')[] = [];
  const unheard: ('acknowledge' | 'resolve')[] = [];
  const hear = (kind: string, actorKind: string) => {
    const action = closeBackOf({ kind, actor: { kind: actorKind } });
    if (action === 'acknowledge' || action === 'resolve') {
      told.push(action);
      unheard.push(action);
    }
  };
  let at = 0;
  for (const step of steps) {
    at += 1;
    if (step.by === 'person') {
      const isNews: boolean =
        alert !== null && (step.does === 'resolve' || alert.status === 'triggered') && alert.status !== 'resolved';
      if (!isNews) continue;
      changesHere += 1;
      if (step.does === 'resolve') alert = null;
      else alert = { ...alert!, status: 'acknowledged', statusChangedAt: at };
      hear(step.does === 'resolve' ? 'alert.resolved' : 'alert.acknowledged', 'person');
      continue;
    }
    const echo = step.says === 'echo' ? unheard.shift() : undefined;
    if (step.says === 'echo' && !echo) continue;
    const signal = echo ? answerOnly(echo, 'key') : trigger;
    const fold = foldSignals(alert, [{ receivedAt: at, signal }]);
    for (const { kind, alert: next, transitions } of fold.alerts) {
      if (kind === 'new') opened += 1;
      for (const transition of transitions) hear(`alert.${transition.kind}`, 'source');
      alert = next.status === 'resolved' ? null : next;
    }
    if (echo) expect(fold.alerts.filter(({ kind }) => kind === 'new')).toEqual([]);
  }
  return { told, changesHere, opened };
}

const anyStep: fc.Arbitrary<Did> = fc.oneof(
  fc.record({ by: fc.constant('person' as const), does: fc.constantFrom('acknowledge' as const, 'resolve' as const) }),
  fc.record({ by: fc.constant('sender' as const), says: fc.constantFrom('echo' as const, 'trigger' as const) }),
);

test('whatever is done and echoed in whichever order, the sender is told once of each thing that people did, and an echo opens nothing', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      const { told, changesHere, opened } = run(steps);
      expect(told).toHaveLength(changesHere);
      const triggers = steps.filter((step) => step.by === 'sender' && step.says === 'trigger').length;
      expect(opened).toBeLessThanOrEqual(1 + triggers);
    }),
    { numRuns: 500 },
  );
});

test.each(['source', 'system', 'anonymous', 'of a newer version'])('what a %s did is told to no sender', (kind) => {
  for (const event of ['alert.acknowledged', 'alert.resolved', 'alert.unacknowledged', 'alert.reopened'])
    expect(closeBackOf({ kind: event, actor: { kind } })).toBeNull();
});

test('a press on a link in a message and a program with a token count as people do', () => {
  for (const kind of ['person', 'link', 'token', 'bootstrap'])
    expect(closeBackOf({ kind: 'alert.resolved', actor: { kind } })).toBe('resolve');
  expect(closeBackOf({ kind: 'alert.snoozed', actor: { kind: 'person' } })).toBeNull();
});
