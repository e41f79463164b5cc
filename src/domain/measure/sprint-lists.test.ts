import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { sprintsCsv, sprintsFromCsv, sprintsFromEvents, sprintsFromJira } from './sprint-lists.ts';

const lines = (...all: string[]) => all.join('\n');

describe('sprints as CSV', () => {
  test('what was imported is exported as it was, whatever the names are', () => {
    const sprint = fc.record({
      name: fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 100 }),
        fc.constantFrom('=SUM(A1)', '-3', '"a";b', "'@x"),
      ),
      gap: fc.integer({ min: 0, max: 9 }),
      length: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(sprint, { minLength: 1, maxLength: 20 }), (given) => {
        let day = Temporal.PlainDate.from('2026-01-01');
        const text = given
          .map(({ name, gap, length }) => {
            const firstDate = day.add({ days: gap });
            day = firstDate.add({ days: length });
            return `"${name.replaceAll('"', '""')}",${firstDate},${day.subtract({ days: 1 })}\n`;
          })
          .join('');
        const { sprints } = sprintsFromCsv(text);
        expect(sprints).toHaveLength(given.length);
        expect(sprintsFromCsv(sprintsCsv(sprints)).sprints).toEqual(sprints);
      }),
      { numRuns: 200 },
    );
  });

  test('a head, semicolons, quotes and any order are fine; sprints of the same name get a number', () => {
    const { sprints, notes } = sprintsFromCsv(
      lines(
        'Name;First day;Last day',
        'Beta;2026-02-01;2026-02-14',
        '"Alpha; the first";2026-01-05;2026-01-18',
        'Beta;2026-02-15;2026-02-28',
        '',
      ),
    );
    expect(sprints.map(({ name, firstDate }) => [name, firstDate])).toEqual([
      ['Alpha; the first', '2026-01-05'],
      ['Beta', '2026-02-01'],
      ['Beta (2)', '2026-02-15'],
    ]);
    expect(notes).toEqual(['Sprints of the same name got a number.']);
  });

  test('sprints that overlap, end before they begin or have no days are refused by name and line', () => {
    const refusal = (...text: string[]) => {
      try {
        return sprintsFromCsv(lines(...text));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusal('A,2026-01-05,2026-01-18', 'B,2026-01-18,2026-01-31')).toBe(
      '“A” (until 2026-01-18) and “B” (from 2026-01-18) overlap. Give each day one sprint.',
    );
    expect(refusal('A,2026-01-05,2026-01-04')).toBe('“A” ends on 2026-01-04, before it begins on 2026-01-05.');
    expect(refusal('name,from,to', 'A,2026-01-05,2026-02-30')).toBe(
      'Line 2: “2026-02-30” is no day such as 2026-11-30.',
    );
    expect(refusal('name,from,to')).toBe('There are no sprints with a first and a last day in it.');
  });
});

describe('sprints as Jira sends them', () => {
  const values = [
    { id: 3, state: 'future', name: 'Sprint 3', originBoardId: 5 },
    {
      ...{ id: 1, state: 'closed', name: 'Sprint 1' },
      ...{ startDate: '2026-01-05T09:00:00.000+0100', endDate: '2026-01-16T17:00:00.000+0100' },
      completeDate: '2026-01-19T09:30:00.000+0100',
    },
    {
      ...{ id: 2, state: 'active', name: 'Sprint 2' },
      ...{ startDate: '2026-01-19T10:00:00.000Z', endDate: '2026-02-01T23:30:00.000Z' },
    },
  ];
  const wanted = [
    { name: 'Sprint 1', firstDate: '2026-01-05', lastDate: '2026-01-18' },
    { name: 'Sprint 2', firstDate: '2026-01-19', lastDate: '2026-02-02' },
  ];

  test('days are those of the zone, a closed sprint ended when it was completed, and a shared day is of the next one', () => {
    const { sprints, notes } = sprintsFromJira(JSON.stringify({ maxResults: 50, values }), 'Europe/Berlin');
    expect(sprints).toEqual(wanted);
    expect(notes).toEqual([
      '1 without a start and an end left out.',
      'A day on which one sprint ended and the next began: counted for the next.',
    ]);
    expect(sprintsFromJira(JSON.stringify(values), 'Europe/Berlin').sprints).toEqual(wanted);
  });

  test('sprints beside each other and what is no list are refused', () => {
    const parallel = { ...values[2], name: 'Other board', startDate: '2026-01-20T10:00:00.000Z' };
    const other = JSON.stringify({ values: [...values, parallel] });
    expect(() => sprintsFromJira(other, 'UTC')).toThrow(
      '“Sprint 2” (until 2026-02-01) and “Other board” (from 2026-01-20) overlap',
    );
    expect(() => sprintsFromJira('<html>', 'UTC')).toThrow('This is not what Jira sends');
    expect(() => sprintsFromJira('{"issues":[]}', 'UTC')).toThrow('This is not what Jira sends');
  });
});

test('events of a calendar are sprints: whole days as they are, times by the days of the zone', () => {
  const event = (title: string, start: object, end: object) => ({ title, isPrivate: false, start, end }) as never;
  const { sprints } = sprintsFromEvents(
    [
      event('Alpha', { date: '2026-01-05' }, { date: '2026-01-19' }),
      event(
        'Beta',
        { clock: '2026-01-19T09:00:00', zone: 'Europe/Berlin' },
        { atMs: Date.parse('2026-01-30T16:00:00Z') },
      ),
    ],
    0,
    'Europe/Berlin',
  );
  expect(sprints).toEqual([
    { name: 'Alpha', firstDate: '2026-01-05', lastDate: '2026-01-18' },
    { name: 'Beta', firstDate: '2026-01-19', lastDate: '2026-01-30' },
  ]);
});
