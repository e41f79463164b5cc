import { expect, test } from 'vitest';
import { componentsHtml, uptimeText } from './component-html.ts';
import { incidentPageHtml, pageHtml } from './page-html.ts';
import type { PublicSnapshot } from './snapshot.ts';
import { viewOf } from './view.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2026-03-10T12:00:00Z');

const component = (slug: string, observedFrom = now - 100 * day) => ({
  slug,
  name: slug,
  description: '',
  groupName: '',
  observedFrom,
  changedAt: observedFrom,
});

function snapshot(parts: Partial<PublicSnapshot>): PublicSnapshot {
  return {
    takenAt: now,
    isDemo: false,
    page: { title: 'Status', intro: '', timeZone: 'UTC', contact: '', enabled: true },
    components: [component('shop')],
    incidents: [],
    maintenances: [],
    ...parts,
  };
}

const update = (at: number, status: 'investigating' | 'resolved', state: 'partial' | 'major' | 'degraded') => ({
  at,
  status,
  title: 'Trouble',
  body: 'Words',
  nextUpdateAt: null,
  components: [{ componentId: 'shop', state }],
});

test('a bar shows the worst state that lasted a minute, and never shows what nobody observed as well', () => {
  const yesterday = now - day;
  const blip = now - 2 * day;
  const view = viewOf(
    snapshot({
      components: [component('shop', now - 5 * day)],
      incidents: [
        {
          id: 'a',
          updates: [update(yesterday, 'investigating', 'partial'), update(yesterday + hour, 'resolved', 'partial')],
        },
        { id: 'b', updates: [update(blip, 'investigating', 'major'), update(blip + 30_000, 'resolved', 'major')] },
      ],
    }),
    'https://status.example.com/status',
    null,
  );
  const { days, uptime90 } = view.components[0]!;
  expect(days).toHaveLength(90);
  expect(days.slice(-7).map(({ shown }) => shown)).toEqual([
    null,
    'operational',
    'operational',
    'operational',
    'operational',
    'partial',
    'operational',
  ]);
  // 5 days: half a minute counts whole, an hour counts 30%.
  expect(uptime90).toBeCloseTo(100 * (1 - (30 + 0.3 * 3600) / (5 * 86_400)), 6);
});

test('maintenance that was ended early stops counting then, and work called off never counted', () => {
  const facts = { title: 'Work', body: '', componentIds: ['shop'], createdAt: now - day, changedAt: now - day };
  const view = viewOf(
    snapshot({
      maintenances: [
        { ...facts, id: 'early', startsAt: now - 3 * hour, endsAt: now + hour, canceledAt: now - 2 * hour },
        { ...facts, id: 'off', startsAt: now - 6 * hour, endsAt: now - 5 * hour, canceledAt: now - 7 * hour },
      ],
    }),
    'https://status.example.com/status',
    null,
  );
  expect(view.maintenances.map(({ id, state }) => `${id} ${state}`)).toEqual(['early completed', 'off canceled']);
  expect(view.components[0]).toMatchObject({ state: 'operational' });
  expect(view.components[0]!.days.at(-1)!.secondsIn.maintenance).toBe(3600);
});

test('what the bars show is there as text', () => {
  const yesterday = now - day;
  const view = viewOf(
    snapshot({
      incidents: [
        {
          id: 'a',
          updates: [update(yesterday, 'investigating', 'major'), update(yesterday + hour, 'resolved', 'major')],
        },
      ],
    }),
    'https://status.example.com/status',
    null,
  );
  const html = componentsHtml(view.components, now, 'UTC');
  expect(html).toContain('1 day with incidents or maintenance');
  expect(html).toContain('9 Mar 2026: major outage 1 h');
  expect(html).toContain('Uptime 99.95% over 90 days, 99.85% over 30 days');
  expect(html.match(/<i[ >]/g)).toHaveLength(90);
});

test('uptime counts from the first day on record, and a short record gives no share', () => {
  const seen = (days: number) =>
    uptimeText({ observedFrom: now - days * day, uptime90: 7.84, uptime30: 7.84 }, now, 'UTC');
  expect(seen(0.02)).toBe('Tracked since 10 Mar 2026; uptime is shown after 7 days');
  expect(seen(6.9)).toContain('uptime is shown after 7 days');
  expect(seen(7)).toBe('Uptime 7.84% since 3 Mar 2026');
  expect(seen(40)).toBe('Uptime 7.84% since 29 Jan 2026, 7.84% over 30 days');
  expect(seen(400)).toBe('Uptime 7.84% over 90 days, 7.84% over 30 days');
});

test('every page of the demo says that all of it is made up, and no other page does', () => {
  const incidents = [{ id: 'a', updates: [update(now - day, 'investigating', 'major')] }];
  for (const isDemo of [true, false]) {
    const view = viewOf(snapshot({ isDemo, incidents }), 'https://status.example.com/status', null);
    for (const html of [pageHtml(view), incidentPageHtml(view.activeIncidents[0]!, view)]) {
      expect(html.includes('made up')).toBe(isDemo);
    }
  }
});
