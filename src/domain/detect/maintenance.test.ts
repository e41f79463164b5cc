import { describe, expect, it } from 'vitest';
import { coveringWindow, type MaintenanceWindow, windowCovers } from './maintenance.ts';

const alert = { title: 't', severity: null, source: 's', service: 'db', serviceId: 1, labels: { host: 'db-1' } };
const window: MaintenanceWindow = { id: 1, startsAt: 100, endsAt: 200, serviceIds: [1], all: [] };

describe('a maintenance window', () => {
  it('covers from its start up to, but without, its end', () => {
    expect([99, 100, 199, 200].map((at) => windowCovers(window, alert, at))).toEqual([false, true, true, false]);
  });

  it('covers only its services and only alerts for which all its conditions hold', () => {
    expect(windowCovers(window, { ...alert, serviceId: null }, 150)).toBe(false);
    const narrow: MaintenanceWindow = { ...window, all: [{ label: 'host', operator: 'equals', value: 'db-2' }] };
    expect(windowCovers(narrow, alert, 150)).toBe(false);
    expect(windowCovers({ ...narrow, serviceIds: [] }, { ...alert, labels: { host: 'db-2' } }, 150)).toBe(true);
  });

  it('covers nothing when it names neither a service nor a condition', () => {
    expect(windowCovers({ ...window, serviceIds: [] }, alert, 150)).toBe(false);
  });

  it('is the one that ends last where several cover an alert', () => {
    const longer = { ...window, id: 2, endsAt: 300 };
    expect(coveringWindow([window, longer], alert, 150)?.id).toBe(2);
    expect(coveringWindow([window], alert, 250)).toBeNull();
  });
});
