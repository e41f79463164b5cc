import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bannerOf,
  type ComponentState,
  componentStatesNow,
  type PublicIncident,
  spansOfIncident,
  worstState,
} from './status.ts';

const incident = (id: string, ...updates: PublicIncident['updates']): PublicIncident => ({ id, updates });
const says = (componentId: string, state: ComponentState) => ({ componentId, state });
const names = new Map([
  ['a', 'Checkout'],
  ['b', 'Search'],
  ['c', 'Login'],
]);

describe('the state of components', () => {
  it('is the worst that any open incident says', () => {
    const states = componentStatesNow(
      ['a', 'b'],
      [
        incident('1', { publishedAt: 1, status: 'investigating', components: [says('a', 'degraded')] }),
        incident('2', { publishedAt: 2, status: 'identified', components: [says('a', 'major')] }),
      ],
      [{ id: 'm', componentIds: ['a', 'b'], inProgress: true }],
    );
    expect([...states]).toEqual([
      ['a', 'major'],
      ['b', 'maintenance'],
    ]);
  });

  it('keeps what an earlier update said of a component the later one does not name', () => {
    const states = componentStatesNow(
      ['a', 'b'],
      [
        incident(
          '1',
          { publishedAt: 2, status: 'monitoring', components: [says('a', 'degraded')] },
          { publishedAt: 1, status: 'investigating', components: [says('a', 'major'), says('b', 'partial')] },
        ),
      ],
      [],
    );
    expect([...states.values()]).toEqual(['degraded', 'partial']);
  });

  it('is operational again once the incident is resolved, and ignores components the page does not show', () => {
    const resolved = incident(
      '1',
      { publishedAt: 1, status: 'investigating', components: [says('a', 'major'), says('secret', 'major')] },
      { publishedAt: 2, status: 'resolved', components: [] },
    );
    expect([...componentStatesNow(['a'], [resolved], [])]).toEqual([['a', 'operational']]);
  });

  it('becomes spans that end when the state changes or the incident resolves, and open again when it is reopened', () => {
    const updates = [
      { publishedAt: 10, status: 'investigating' as const, components: [says('a', 'major')] },
      { publishedAt: 20, status: 'identified' as const, components: [says('a', 'major')] },
      { publishedAt: 30, status: 'monitoring' as const, components: [says('a', 'degraded')] },
      { publishedAt: 40, status: 'resolved' as const, components: [] },
      { publishedAt: 50, status: 'investigating' as const, components: [says('a', 'partial')] },
    ];
    expect(spansOfIncident(incident('1', ...updates))).toEqual([
      { componentId: 'a', state: 'major', startAt: 10, endAt: 30 },
      { componentId: 'a', state: 'degraded', startAt: 30, endAt: 40 },
      { componentId: 'a', state: 'partial', startAt: 50, endAt: null },
    ]);
  });

  it('does not depend on the order incidents are given in', () => {
    const state = fc.constantFrom<ComponentState>('operational', 'maintenance', 'degraded', 'partial', 'major');
    fc.assert(
      fc.property(fc.array(state, { maxLength: 6 }), (states) => {
        expect(worstState([...states].reverse())).toBe(worstState(states));
      }),
    );
  });
});

describe('the banner', () => {
  const banner = (...states: [string, ComponentState][]) => bannerOf(new Map(states), names).sentence;

  it('is one true sentence', () => {
    expect(banner(['a', 'operational'], ['b', 'operational'])).toBe('All systems operational.');
    expect(banner(['a', 'major'], ['b', 'degraded'], ['c', 'operational'])).toBe(
      'Customers cannot use Checkout at the moment.',
    );
    expect(banner(['a', 'partial'], ['b', 'partial'], ['c', 'operational'])).toBe(
      'Some customers cannot use Checkout and Search.',
    );
    expect(banner(['a', 'degraded'], ['b', 'degraded'])).toBe('We are seeing degraded performance for all components.');
    expect(banner(['a', 'maintenance'], ['b', 'operational'])).toBe(
      'Scheduled maintenance is in progress for Checkout.',
    );
  });
});
