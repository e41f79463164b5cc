import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Severity, type SeverityUrgencies, usualUrgencies } from '../severity.ts';
import { type AlertChange, type FoldedAlert, foldSignals, type ReceivedSignal } from './fold.ts';
import type { AlertUpdate, SignalAction } from './signal.ts';
import { updateContent } from './update.ts';

function received(action: SignalAction, receivedAt: number, severity: Severity | null = null): ReceivedSignal {
  const signal = {
    action,
    dedupKey: 'db-1/disk',
    title: `said at ${receivedAt}`,
    description: '',
    severity,
    labels: {},
    links: [],
    images: [],
    groupKey: null,
    occurredAt: null,
    expiresAt: null,
  };
  return { receivedAt, signal };
}

function openAfter(...signals: ReceivedSignal[]): FoldedAlert {
  const last = foldSignals(null, signals).alerts.at(-1);
  if (last === undefined) throw new Error('The signals of this test opened nothing.');
  return last.alert;
}

const updated = (receivedAt: number, update: AlertUpdate): ReceivedSignal => {
  const { signal } = received('update', receivedAt);
  return { receivedAt, signal: { ...signal, update } };
};

describe('updates of an alert', () => {
  it('change what they name, tell it, and leave the rest as it was', () => {
    const { alerts } = foldSignals(openAfter(received('trigger', 10, 3)), [
      updated(20, { labels: { host: 'db-1' }, addedTags: ['disk', 'db'], note: { text: 'Logs', user: null } }),
      updated(30, { severity: 1, removedTags: ['db'] }),
    ]);
    expect(alerts[0]!.alert).toMatchObject({ title: 'said at 10', severity: 1, triggerCount: 1, lastSignalAt: 30 });
    expect(alerts[0]!.alert.labels).toEqual({ host: 'db-1', tags: 'disk' });
    expect(alerts[0]!.transitions.map(({ kind }) => kind)).toEqual([
      ...['updated', 'noted', 'severity-raised', 'updated'],
    ]);
  });

  it('that change nothing tell nothing, and with nothing open they do nothing', () => {
    const open = openAfter(received('trigger', 10, 3));
    expect(foldSignals(open, [updated(20, { severity: 3, removedLabels: ['x'] })]).alerts[0]!.transitions).toEqual([]);
    expect(foldSignals(null, [updated(20, { title: 'new' })]).ignored).toMatchObject([{ reason: 'nothing-open' }]);
  });

  it('received before the newest signal come too late', () => {
    const { alerts, ignored } = foldSignals(openAfter(received('trigger', 30)), [updated(20, { title: 'old' })]);
    expect([alerts, ignored.length]).toEqual([[], 1]);
  });

  it('of the tags and their undoing leave the labels as they were', () => {
    const tag = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 10 }), fc.uniqueArray(tag, { maxLength: 10 }), (before, added) => {
        const fresh = added.filter((one) => !before.includes(one));
        const alert = { title: 'a', description: '', labels: before.length > 0 ? { tags: before.join(', ') } : {} };
        const { content } = updateContent(alert as never, { addedTags: fresh });
        expect(updateContent(content, { removedTags: fresh }).content.labels).toEqual(alert.labels);
      }),
    );
  });
});

describe('an acknowledgement that is taken back', () => {
  it('leaves the alert triggered, and one that was never acknowledged as it was', () => {
    const signals = [received('trigger', 10), received('acknowledge', 20), received('unacknowledge', 30)];
    const { alerts } = foldSignals(null, signals);
    expect(alerts[0]!.alert.status).toBe('triggered');
    expect(alerts[0]!.transitions.map(({ kind }) => kind)).toEqual(['triggered', 'acknowledged', 'unacknowledged']);
    expect(
      foldSignals(openAfter(received('trigger', 10)), [received('unacknowledge', 20)]).alerts[0]!.transitions,
    ).toEqual([]);
  });
});

describe('folding signals onto an alert', () => {
  it('opens an alert on the first trigger and counts the next ones', () => {
    const { alerts } = foldSignals(null, [received('trigger', 10), received('trigger', 20)]);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ kind: 'new', alert: { status: 'triggered', triggerCount: 2, triggeredAt: 10 } });
    expect(alerts[0]?.alert.title).toBe('said at 20');
  });

  it('makes one change of a thousand repeats', () => {
    const repeats = Array.from({ length: 1_000 }, (_, at) => received('trigger', 20 + at));
    const { alerts } = foldSignals(openAfter(received('trigger', 10)), repeats);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ kind: 'changed', transitions: [], alert: { triggerCount: 1_001 } });
  });

  it.each(['resolve', 'acknowledge'] as const)('makes nothing of a %s that comes first', (action) => {
    const { alerts, ignored } = foldSignals(null, [received(action, 10)]);
    expect(alerts).toEqual([]);
    expect(ignored.map((one) => one.reason)).toEqual(['nothing-open']);
  });

  it('resolves the first alert and opens a second when a trigger follows a resolve', () => {
    const { alerts } = foldSignals(null, [received('trigger', 10), received('resolve', 20), received('trigger', 30)]);
    expect(alerts.map(({ kind, alert }) => [kind, alert.status, alert.triggeredAt])).toEqual([
      ['new', 'resolved', 10],
      ['new', 'triggered', 30],
    ]);
  });

  it('keeps an acknowledgement through repeats', () => {
    const open = openAfter(received('trigger', 10), received('acknowledge', 20), received('trigger', 30));
    expect(open).toMatchObject({ status: 'acknowledged', triggerCount: 2 });
  });

  it('gives an acknowledgement up when what could wait becomes urgent, unless a route decides about the severity', () => {
    const taken = openAfter(received('trigger', 10, 4), received('acknowledge', 20));
    const [rise] = foldSignals(taken, [received('trigger', 30, 2)]).alerts;
    expect(rise).toMatchObject({
      alert: { status: 'triggered' },
      transitions: [{}, { kind: 'unacknowledged', at: 30 }],
    });
    expect(foldSignals(taken, [received('trigger', 30, 2)], null, true).alerts[0]?.alert.status).toBe('acknowledged');
    const urgent = openAfter(received('trigger', 10, 3), received('acknowledge', 20), received('trigger', 30, 1));
    expect(urgent.status).toBe('acknowledged');
  });

  it('knows from the severity matrix what is urgent', () => {
    const taken = openAfter(received('trigger', 10, 3), received('acknowledge', 20));
    const raise = [received('trigger', 30, 2)];
    const statusBy = (urgencies: SeverityUrgencies) =>
      foldSignals(taken, raise, null, false, urgencies).alerts[0]?.alert.status;
    expect(statusBy({ ...usualUrgencies, 3: 'low' })).toBe('triggered');
    expect(statusBy({ ...usualUrgencies, 2: 'low', 3: 'none' })).toBe('acknowledged');
  });

  it('takes the latest severity, reports a rise and keeps the known one when none is sent', () => {
    const open = openAfter(received('trigger', 10, 3));
    const [rise] = foldSignals(open, [received('trigger', 20, 1)]).alerts;
    expect(rise).toMatchObject({ severityRose: true, alert: { severity: 1 } });
    expect(rise?.transitions).toEqual([{ kind: 'severity-raised', at: 20, from: 3, to: 1 }]);
    const [fall] = foldSignals(rise?.alert ?? null, [received('trigger', 30, 4), received('trigger', 40)]).alerts;
    expect(fall).toMatchObject({ severityRose: false, alert: { severity: 4 } });
  });

  it('never lets an older signal overwrite a newer one', () => {
    const open = openAfter(received('trigger', 10, 2), received('trigger', 30, 2));
    const { alerts, ignored } = foldSignals(open, [received('trigger', 20, 5), received('resolve', 25)]);
    expect(alerts[0]?.alert).toMatchObject({ status: 'triggered', title: 'said at 30', severity: 2, triggerCount: 3 });
    expect(ignored.map((one) => one.reason)).toEqual(['older']);
  });

  it('accepts an acknowledgement that another node brings late', () => {
    const open = openAfter(received('trigger', 10), received('trigger', 30));
    expect(foldSignals(open, [received('acknowledge', 20)]).alerts[0]?.alert.status).toBe('acknowledged');
  });

  it('resolves when somebody acknowledged between the receipt of the resolve and its folding', () => {
    const taken: FoldedAlert = { ...openAfter(received('trigger', 10)), status: 'acknowledged', statusChangedAt: 30 };
    expect(foldSignals(taken, [received('resolve', 20)]).alerts[0]?.alert.status).toBe('resolved');
  });

  it('opens nothing for a trigger received before the last alert was resolved', () => {
    const { alerts, ignored } = foldSignals(null, [received('trigger', 20)], 30);
    expect(alerts).toEqual([]);
    expect(ignored.map((one) => one.reason)).toEqual(['older']);
  });

  it('never makes an alert of a change', () => {
    expect(foldSignals(null, [received('change', 10)]).alerts).toEqual([]);
  });

  it('orders a batch by receive time', () => {
    const { alerts } = foldSignals(null, [received('resolve', 20), received('trigger', 10)]);
    expect(alerts.map(({ alert }) => alert.status)).toEqual(['resolved']);
  });

  it('gives the same alerts in one batch, in any batches and one by one', () => {
    const step = fc.record({
      action: fc.constantFrom<SignalAction>('trigger', 'trigger', 'acknowledge', 'resolve', 'change'),
      wait: fc.integer({ min: 0, max: 3 }),
      severity: fc.constantFrom<Severity | null>(null, 1, 3, 4, 5),
      endsBatch: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let at = 100;
        const signals = steps.map(({ action, wait, severity }) => {
          at += wait;
          return received(action, at, severity);
        });
        const cuts = steps.map((one) => one.endsBatch);
        const whole = history(signals, () => false);
        expect(history(signals, () => true)).toEqual(whole);
        expect(history(signals, (index) => cuts[index] === true)).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });
});

/** All alerts that ever were, with all transitions, when a batch ends after each signal that `endsBatch` names. */
function history(signals: ReceivedSignal[], endsBatch: (index: number) => boolean) {
  const all: Pick<AlertChange, 'alert' | 'transitions'>[] = [];
  let open: FoldedAlert | null = null;
  let settledAt: number | null = null;
  let batch: ReceivedSignal[] = [];
  for (const [index, signal] of signals.entries()) {
    batch.push(signal);
    if (!endsBatch(index) && index < signals.length - 1) continue;
    const changes: AlertChange[] = foldSignals(open, batch, settledAt).alerts;
    for (const { kind, alert, transitions } of changes) {
      if (kind === 'new') all.push({ alert, transitions: [...transitions] });
      else all[all.length - 1] = { alert, transitions: [...(all.at(-1)?.transitions ?? []), ...transitions] };
      open = alert.status === 'resolved' ? null : alert;
      if (alert.status === 'resolved') settledAt = alert.statusChangedAt;
    }
    batch = [];
  }
  return all;
}
