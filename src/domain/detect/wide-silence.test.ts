import { expect, it } from 'vitest';
import type { Condition } from './condition.ts';
import { isWide, type SeenAlert, silencedShare, widens } from './wide-silence.ts';

const services = ['shop', 'search', 'mail'].map((slug, index) => ({ id: index + 1, slug }));
const alert = (index: number): SeenAlert => ({
  title: `High latency ${index}`,
  severity: 2,
  source: 'grafana',
  service: 'shop',
  serviceId: 1,
  labels: { team: 'a', region: index % 2 ? 'eu' : 'us' },
  isFromPausedSource: false,
});
const recent = Array.from({ length: 40 }, (_, index) => alert(index));
const window = (all: Condition[], serviceIds: number[] = []) => ({
  id: 1,
  startsAt: 0,
  endsAt: 1,
  serviceIds,
  all,
});
const route = (all: Condition[], outcome: object) => ({
  id: 1,
  name: 'r',
  isEnabled: true,
  all,
  outcome: { serviceId: null, severity: null, groupBy: [], suppressReason: null, paging: true, ...outcome },
});
const wide = (windows: ReturnType<typeof window>[], routes: ReturnType<typeof route>[] = [], latest = recent) =>
  isWide(silencedShare({ windows, routes }, { recent: latest, services }));

it.each<[string, Condition[]]>([
  ['a title that exists', [{ field: 'title', operator: 'exists' }]],
  ['a glob for anything', [{ field: 'title', operator: 'matches-glob', value: '*' }]],
  ['a label that is not what nobody sets', [{ label: 'x', operator: 'not-equals', value: 'y' }]],
  ['a label that nobody sends and that is missing', [{ label: 'x', operator: 'missing' }]],
  ['a letter that stands in every title', [{ field: 'title', operator: 'contains', value: 'e' }]],
  ['every severity in use', [{ field: 'severity', operator: 'in', value: ['1', '2', '3', '4'] }]],
  ['the only source', [{ field: 'source', operator: 'equals', value: 'grafana' }]],
])('takes %s for everything', (_, all) => {
  expect(wide([window(all)])).toBe(true);
});

it('sees many small windows as the large one that they make', () => {
  const halves = ['eu', 'us'].map((value) => window([{ label: 'region', operator: 'equals', value }]));
  expect(halves.map((half) => wide([half]))).toEqual([false, false]);
  expect(wide(halves)).toBe(true);
});

it('knows a wide window before anything has ever arrived', () => {
  expect(wide([window([{ field: 'title', operator: 'exists' }])], [], [])).toBe(true);
  expect(wide([window([], [1])], [], [])).toBe(false);
});

it('counts routes that page nobody, and sources that are paused', () => {
  expect(wide([], [route([], { paging: false })])).toBe(true);
  expect(wide([], [route([], { suppressReason: 'noise' })])).toBe(true);
  expect(wide([], [route([{ label: 'team', operator: 'equals', value: 'b' }], { paging: false })])).toBe(false);
  const paused = recent.map((one) => ({ ...one, isFromPausedSource: true }));
  expect(wide([], [], paused)).toBe(true);
});

it('leaves a window of one service among several alone', () => {
  const mixed = recent.map((one, index) => ({ ...one, ...(index % 2 ? {} : { service: 'mail', serviceId: 3 }) }));
  expect(wide([window([], [1])], [], mixed)).toBe(false);
});

it('takes a window for a wider one that outlasts those which silence everything already, and no small one', () => {
  const everything = [{ field: 'title' as const, operator: 'exists' as const }];
  const at = (startsAt: number, endsAt: number, all: Condition[]) => ({ ...window(all), startsAt, endsAt });
  const windows = [at(0, 10, everything), at(20, 30, everything)];
  const isWider = (added: ReturnType<typeof at>) => widens({ windows, routes: [] }, added, { recent, services });
  expect(isWider(at(0, 10, everything))).toBe(false);
  expect(isWider(at(5, 11, everything))).toBe(true);
  expect(isWider(at(5, 30, everything))).toBe(true);
  expect(isWider(at(5, 60, [{ label: 'region', operator: 'equals', value: 'eu' }]))).toBe(false);
});

it('sees a window that makes a part wide together with another one that runs meanwhile', () => {
  const half = (value: string, startsAt: number, endsAt: number) => ({
    ...window([{ label: 'region', operator: 'equals', value }]),
    startsAt,
    endsAt,
  });
  const isWider = (added: ReturnType<typeof half>) =>
    widens({ windows: [half('eu', 0, 10)], routes: [] }, added, { recent, services });
  expect(isWider(half('us', 9, 20))).toBe(true);
  expect(isWider(half('us', 10, 20))).toBe(false);
});
