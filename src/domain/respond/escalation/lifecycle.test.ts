import { expect, test } from 'vitest';
import {
  ALERT_TRANSITIONS,
  type AlertState,
  canAcknowledge,
  canAlertPass,
  canPagePass,
  canResolve,
  canUnacknowledge,
  PAGE_TRANSITIONS,
  type PageState,
} from './lifecycle.ts';

const alertStates = Object.keys(ALERT_TRANSITIONS) as AlertState[];
const pageStates = Object.keys(PAGE_TRANSITIONS) as PageState[];

test('what may be done to an alert or page agrees with where it may go', () => {
  for (const state of alertStates) {
    expect(canAcknowledge(state), state).toBe(canAlertPass(state, 'acknowledged'));
    expect(canResolve(state), state).toBe(canAlertPass(state, 'resolved'));
    expect(canUnacknowledge(state), state).toBe(state === 'acknowledged' && canAlertPass(state, 'triggered'));
  }
  for (const state of pageStates) {
    expect(canAcknowledge(state), state).toBe(canPagePass(state, 'acknowledged'));
    expect(canResolve(state), state).toBe(canPagePass(state, 'resolved'));
    expect(canUnacknowledge(state), state).toBe(canPagePass(state, 'open'));
  }
});

test('nothing passes to the state it is in, and resolved is the end', () => {
  for (const state of alertStates) expect(canAlertPass(state, state)).toBe(false);
  for (const state of pageStates) expect(canPagePass(state, state)).toBe(false);
  expect(ALERT_TRANSITIONS.resolved).toEqual([]);
  expect(PAGE_TRANSITIONS.resolved).toEqual([]);
});

test('a suppressed alert cannot be acknowledged: nobody has been asked', () => {
  expect(canAcknowledge('suppressed')).toBe(false);
});
