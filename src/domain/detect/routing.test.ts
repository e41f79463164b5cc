import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/harness/hostile/processor-time.ts';
import { type Condition, type ConditionSubject, conditionHolds, matchesGlob } from './condition.ts';
import { chooseRoute, findRoute, groupKeyFor, type Route } from './routing.ts';

const subject: ConditionSubject = {
  title: 'Disk almost full on db-1',
  severity: 2,
  source: 'prometheus',
  service: null,
  labels: { host: 'db-1', team: 'storage', empty: '' },
};

const outcome = { serviceId: null, severity: null, groupBy: [], suppressReason: null, paging: true };

function route(name: string, all: Condition[], more: Partial<Route> = {}): Route {
  return { id: 1, name, isEnabled: true, all, outcome, ...more };
}

describe('a condition', () => {
  it.each<[Condition, boolean]>([
    [{ label: 'host', operator: 'equals', value: 'db-1' }, true],
    [{ label: 'host', operator: 'equals', value: 'DB-1' }, false],
    [{ label: 'host', operator: 'not-equals', value: 'db-2' }, true],
    [{ label: 'absent', operator: 'not-equals', value: 'x' }, true],
    [{ label: 'absent', operator: 'equals', value: '' }, false],
    [{ label: 'constructor', operator: 'exists' }, false],
    [{ label: 'empty', operator: 'missing' }, true],
    [{ label: 'host', operator: 'in', value: ['db-0', 'db-1'] }, true],
    [{ label: 'host', operator: 'in' }, false],
    [{ field: 'title', operator: 'contains', value: 'almost' }, true],
    [{ field: 'title', operator: 'contains', value: '' }, false],
    [{ field: 'title', operator: 'starts-with', value: 'Disk' }, true],
    [{ field: 'title', operator: 'matches-glob', value: 'Disk * on db-*' }, true],
    [{ field: 'severity', operator: 'in', value: ['SEV1', '2'] }, true],
    [{ field: 'service', operator: 'missing' }, true],
    [{ field: 'source', operator: 'equals', value: 'prometheus' }, true],
  ])('%j → %s', (condition, holds) => {
    expect(conditionHolds(condition, subject)).toBe(holds);
  });

  it('matches globs as the regular expression of the same meaning does', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*');
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${source}$`, 's').test(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('answers at once to a pattern made to hang', () => {
    expect(
      processorMs(() => expect(matchesGlob(`${'a*'.repeat(100)}b`, 'a'.repeat(2_048))).toBe(false), { enough: 100 }),
    ).toBeLessThan(100);
  });
});

describe('choosing a route', () => {
  const storage: Condition = { label: 'team', operator: 'equals', value: 'storage' };
  const web: Condition = { label: 'team', operator: 'equals', value: 'web' };

  it('takes the first that matches and says of each why or why not', () => {
    const routes = [
      route('web', [web]),
      route('off', [], { isEnabled: false }),
      route('storage', [storage]),
      route('rest', []),
    ];
    const { route: taken, explanation } = chooseRoute(routes, subject);
    expect(taken?.name).toBe('storage');
    expect(explanation.map((one) => one.result)).toEqual(['failed', 'disabled', 'taken', 'not-reached']);
    expect(explanation[0]?.failed).toEqual({ condition: web, actual: 'storage' });
    expect(findRoute(routes, subject)).toBe(taken);
  });

  it('takes none when none matches', () => {
    expect(chooseRoute([route('web', [web])], subject).route).toBeNull();
  });
});

describe('the group of an alert', () => {
  const alert = { sourceId: 7, groupKey: null, labels: { a: 'x,y', b: 'z' } };

  it('never joins values that only look alike when put together', () => {
    const grouped = route('r', [], { outcome: { ...outcome, groupBy: ['a', 'b'] } });
    const other = { ...alert, labels: { a: 'x', b: 'y,z' } };
    expect(groupKeyFor(grouped, alert)).not.toBe(groupKeyFor(grouped, other));
  });

  it('is the sender’s own where the route names no labels, and none where there is neither', () => {
    expect(groupKeyFor(route('r', []), { ...alert, groupKey: 'g' })).toBe('["source","7","g"]');
    expect(groupKeyFor(null, alert)).toBeNull();
  });
});
