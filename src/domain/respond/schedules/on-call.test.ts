import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Layer } from '../../../contract/respond/schedules/schedule-definition.ts';
import { nextHandoff, nextShift, onCallAt } from './on-call.ts';
import type { Schedule } from './schedule.ts';

const at = (text: string) => Temporal.Instant.from(text);
const layer: Layer = {
  name: 'Primary',
  rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  startsOn: '2026-01-05',
  participants: [1, 2],
};
const of = (layers: Layer[], overrides: Schedule['overrides'] = []): Schedule => ({
  timeZone: 'UTC',
  definition: { layers },
  overrides,
});

describe('who is on call', () => {
  test('changes hands exactly at the handoff', () => {
    expect(onCallAt(of([layer]), at('2026-01-12T08:59:59.999Z'))).toEqual({ personId: 1, layer: 'Primary', gap: null });
    expect(onCallAt(of([layer]), at('2026-01-12T09:00Z'))).toEqual({ personId: 2, layer: 'Primary', gap: null });
  });

  test('is nobody before the first handoff', () => {
    expect(onCallAt(of([layer]), at('2026-01-05T08:00Z'))).toEqual({ personId: null, layer: null, gap: 'uncovered' });
  });
});

describe('the next handoff', () => {
  test('goes to the next participant', () => {
    const handoff = nextHandoff(of([layer]), at('2026-01-12T09:00Z'));
    expect(handoff?.at.toString()).toBe('2026-01-19T09:00:00Z');
    expect([handoff?.from.personId, handoff?.to.personId]).toEqual([2, 1]);
  });

  test('goes to nobody where the schedule ends', () => {
    const handoff = nextHandoff(of([{ ...layer, participants: [1], endsOn: '2026-06-01' }]), at('2026-01-12T09:00Z'));
    expect(handoff?.at.toString()).toBe('2026-06-01T09:00:00Z');
    expect(handoff?.to.gap).toBe('uncovered');
  });

  test('is not a change of layer that keeps the person', () => {
    const same = { ...layer, name: 'Top', restrictions: [{ weekdays: [3], from: '09:00', to: '17:00' }] };
    expect(nextHandoff(of([layer, same]), at('2026-01-12T09:00Z'))?.at.toString()).toBe('2026-01-19T09:00:00Z');
  });

  test('never comes for somebody who is on call alone', () => {
    expect(nextHandoff(of([{ ...layer, participants: [1] }]), at('2026-01-12T09:00Z'))).toBeNull();
  });
});

describe('the next shift of a person', () => {
  test('is not the one that runs', () => {
    const shift = nextShift(of([layer]), 1, at('2026-01-06T00:00Z'));
    expect([shift?.startsAt.toString(), shift?.endsAt.toString()]).toEqual([
      '2026-01-19T09:00:00Z',
      '2026-01-26T09:00:00Z',
    ]);
  });

  test('is the one ahead, whole', () => {
    const shift = nextShift(of([layer]), 2, at('2026-01-06T00:00Z'));
    expect([shift?.startsAt.toString(), shift?.endsAt.toString()]).toEqual([
      '2026-01-12T09:00:00Z',
      '2026-01-19T09:00:00Z',
    ]);
  });

  test('is whole also where it is longer than a stretch of the search', () => {
    const slow: Layer = { ...layer, rotation: { ...layer.rotation, every: 10 } };
    const shift = nextShift(of([slow]), 2, at('2026-01-06T00:00Z'));
    expect([shift?.startsAt.toString(), shift?.endsAt.toString()]).toEqual([
      '2026-03-16T09:00:00Z',
      '2026-05-25T09:00:00Z',
    ]);
  });

  test('may be an override', () => {
    const overrides = [{ personId: 7, startsAt: at('2026-01-08T00:00Z'), endsAt: at('2026-01-09T00:00Z') }];
    expect(nextShift(of([layer], overrides), 7, at('2026-01-06T00:00Z'))?.layer).toBe('override');
  });

  test('does not exist for somebody who is not on the schedule', () => {
    expect(nextShift(of([layer]), 99, at('2026-01-06T00:00Z'))).toBeNull();
  });
});
