import { expect, it } from 'vitest';
import type { Route } from '../../../contract/detect/routes.ts';
import { routeFaults, routeInputOf, routeValues } from './route-values.ts';

const route: Route = {
  id: 1,
  slug: 'quiet-nights',
  name: 'Quiet nights',
  position: 1,
  condition: { all: [{ label: 'team', operator: 'equals', value: 'web' }] },
  outcome: {
    serviceId: 4,
    severity: 3,
    groupBy: ['cluster'],
    suppressReason: null,
    paging: false,
    flapping: null,
    declare: { severity: 2 },
  },
  enabled: true,
  version: 1,
  createdAt: '2026-03-01T00:00:00Z',
};

it('a route that is opened and saved stays the same', () => {
  const { id, position, version, createdAt, ...input } = route;
  expect(routeInputOf(routeValues(route))).toEqual(input);
});

it('a reason is sent only by a route that suppresses, and one that does needs it', () => {
  const values = routeValues(route);
  values.outcome.suppressReason = 'left over';
  expect(routeInputOf(values).outcome.suppressReason).toBeNull();
  values.outcome = { ...values.outcome, paging: 'suppress', suppressReason: ' ' };
  expect(routeFaults(values)).toHaveProperty(['outcome.suppressReason']);
});

it('a route that holds back what flaps keeps how, and says nothing of it where it pages nobody', () => {
  const flapping = { changes: 5, withinMinutes: 10, quietMinutes: 20 };
  const values = routeValues({ ...route, outcome: { ...route.outcome, paging: true, flapping } });
  expect(routeInputOf(values).outcome.flapping).toEqual(flapping);
  values.outcome.paging = 'show';
  expect(routeInputOf(values).outcome.flapping).toBeNull();
});
