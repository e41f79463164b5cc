import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { pastIncident } from '../../../contract/learn/past-incidents.ts';
import { batchesOf } from './batches.ts';
import { convertAll, guessSeverity } from './convert.ts';
import { readPastFile, UnreadableFile } from './records.ts';
import { changedBy, openQuestions, proposeSettings } from './settings.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const services = [
  { id: 1, name: 'Checkout', slug: 'checkout' },
  { id: 2, name: 'Login', slug: 'login' },
];
const fixture = (name: string) => readPastFile(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));

function convert(name: string, change: Parameters<typeof changedBy>[3] = {}) {
  const file = fixture(name);
  const { format, settings, survey } = changedBy(file, services, {}, change);
  return { format: format.key, settings, survey, converted: convertAll(file, format, settings, now) };
}

const taken = ({ converted }: ReturnType<typeof convert>) => converted.flatMap(({ incident }) => incident ?? []);
const refused = ({ converted }: ReturnType<typeof convert>) =>
  converted.flatMap(({ place, faults }) => faults.map(({ column, message }) => [place, column, message]));

describe('the file of', () => {
  test('PagerDuty’s API is recognised: priority before urgency, and what is open is refused', () => {
    const read = convert('pagerduty.json');
    expect(read.format).toBe('pagerduty');
    expect(taken(read)).toMatchObject([
      {
        externalId: 'PT4KHLK',
        title: 'Checkout is down',
        severity: 1,
        serviceIds: [1],
        impactStartedAt: '2026-02-03T10:00:00.000Z',
        declaredAt: '2026-02-03T10:00:00.000Z',
        resolvedAt: '2026-02-03T11:10:00.000Z',
      },
      { externalId: 'PX2', severity: 4, serviceIds: [], resolvedAt: '2026-02-04T10:30:00.000Z' },
    ]);
    expect(refused(read)).toEqual([['item 3', null, 'It is triggered, not resolved.']]);
    expect(read.settings.services).toEqual({ Checkout: 1, Warehouse: null });
  });

  test('PagerDuty’s incidents as CSV gives the acknowledgement from its seconds', () => {
    const read = convert('pagerduty.csv');
    expect(read.format).toBe('pagerduty-csv');
    expect(taken(read)).toMatchObject([
      { externalId: 'PA1', acknowledgedAt: '2026-02-03T15:01:30.000Z', resolvedAt: '2026-02-03T16:10:00.000Z' },
      { externalId: 'PA2', title: 'Disk "a" is full, again', acknowledgedAt: null },
    ]);
  });

  test('Opsgenie, of incidents and of alerts', () => {
    const read = convert('opsgenie-incidents.json');
    expect(read.format).toBe('opsgenie');
    expect(taken(read)).toMatchObject([
      { severity: 2, impactStartedAt: '2026-01-10T07:45:00.000Z', resolvedAt: '2026-01-10T09:30:00.000Z' },
    ]);
    expect(refused(read)).toEqual([['item 2', null, 'It is open.']]);
    const alerts = convert('opsgenie-alerts.json');
    expect(alerts.format).toBe('opsgenie-alerts');
    expect(taken(alerts)).toMatchObject([
      { severity: 3, acknowledgedAt: '2026-01-26T12:32:06.000Z', resolvedAt: '2026-01-26T13:01:06.000Z' },
    ]);
  });

  test('Jira, as JSON with an offset and as CSV that asks for the zone', () => {
    const json = convert('jira.json');
    expect(json.format).toBe('jira');
    expect(taken(json)).toMatchObject([
      { externalId: 'INC-9', severity: 2, declaredAt: '2026-03-02T08:00:00.000Z', serviceIds: [2, 1] },
    ]);
    const csv = convert('jira.csv');
    expect(csv.format).toBe('jira-csv');
    expect(openQuestions(csv.settings, csv.survey)).toEqual(['Choose the time zone of the times in the file.']);
    expect(taken(csv)).toEqual([]);
    const zoned = convert('jira.csv', { zone: 'Europe/Berlin' });
    expect(taken(zoned)).toMatchObject([{ declaredAt: '2026-03-02T08:00:00.000Z', serviceIds: [2, 1] }]);
    expect(refused(zoned)).toEqual([['line 3', null, 'It is not resolved.']]);
  });

  test('Statuspage, with its postmortem and without its maintenance', () => {
    const read = convert('statuspage.json');
    expect(read.format).toBe('statuspage');
    expect(taken(read)).toMatchObject([
      {
        severity: 2,
        firstPublicAt: '2026-03-05T10:12:00.000Z',
        mitigatedAt: '2026-03-05T10:40:00.000Z',
        postmortem: { markdown: 'A deploy went wrong.', completedAt: '2026-03-08T10:00:00.000Z' },
      },
    ]);
    expect(refused(read)).toEqual([['item 2', null, 'It is a maintenance.']]);
  });

  test('our own shape, with postmortems and recurrences', () => {
    const read = convert('evenkeel.json');
    expect(read.format).toBe('evenkeel');
    expect(taken(read)).toMatchObject([
      { externalId: 'a-1', foundBy: 'customer', postmortem: { isRequired: true, markdown: 'What we learned.' } },
      { externalId: 'a-2', recurrenceOf: 'a-1', postmortem: { isRequired: true, completedAt: null } },
    ]);
  });
});

describe('anybody’s CSV', () => {
  const read = (text: string, change: Parameters<typeof changedBy>[3] = {}) => {
    const file = readPastFile(text);
    const { format, settings, survey } = changedBy(file, services, {}, change);
    return { settings, survey, converted: convertAll(file, format, settings, now) };
  };

  it('has its columns guessed, and changed by whoever knows better', () => {
    const text = 'Ticket;What happened;Opened;Fixed;Sev\n7;Checkout down;2026-01-01 10:00Z;2026-01-01 11:00Z;2\n';
    expect(read(text).settings.columns).toMatchObject({
      externalId: 'Ticket',
      declaredAt: 'Opened',
      severity: 'Sev',
      title: null,
    });
    const { converted } = read(text, { columns: { title: 'What happened', resolvedAt: 'Fixed' } });
    expect(converted[0]!.incident).toMatchObject({ externalId: '7', title: 'Checkout down', severity: 2 });
  });

  it('says line, column and reason of what is refused', () => {
    const head = 'id,title,severity,created,resolved\n';
    const rows = [
      '1,"two\nlines",1,2026-01-01 10:00Z,2026-01-01 09:00Z',
      '2,Ahead,1,2036-01-01 10:00Z,2036-01-01 11:00Z',
      '3,,1,soon,2026-01-01 11:00Z',
    ];
    const { converted } = read(head + rows.join('\n'));
    const found = converted.map(({ place, incident, faults }) => [place, incident, faults.map(({ column }) => column)]);
    expect(found).toEqual([
      ['line 2', null, ['created']],
      ['line 4', null, ['created', 'created', 'resolved']],
      ['line 5', null, ['created', 'title']],
    ]);
  });

  it('asks which number is the day unless a line shows it', () => {
    const head = 'id,title,severity,created,resolved\n';
    const unclear = read(`${head}1,A,1,03/04/2026 10:00,03/04/2026 11:00`);
    expect(openQuestions(unclear.settings, unclear.survey)).toEqual([
      'Choose the time zone of the times in the file.',
      'Say whether dates begin with the day or the month.',
    ]);
    const clear = read(`${head}1,A,1,03/04/2026 10:00Z,03/04/2026 11:00Z\n2,B,1,25/04/2026 10:00Z,25/04/2026 11:00Z`);
    expect(clear.settings.dayOrder).toBe('day-first');
    expect(openQuestions(clear.settings, clear.survey)).toEqual([]);
  });

  it('asks for severities that nobody can guess, and imports none before', () => {
    const text = 'id,title,severity,created,resolved\n1,A,purple,2026-01-01 10:00Z,2026-01-01 11:00Z';
    const { settings, survey, converted } = read(text);
    expect(openQuestions(settings, survey)).toEqual(['Choose a severity for “purple”.']);
    expect(converted[0]!.incident).toBeNull();
    expect(read(text, { severities: { purple: 3 } }).converted[0]!.incident).toMatchObject({ severity: 3 });
  });

  it('is never more than text: every record is taken or refused, and what is taken fits the contract', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=1+1', '@SUM(A1)', '\u202eevil', '2026-01-01T10:00:00Z', '1', 'SEV1', 'true', '__proto__'),
    );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell, cell), { maxLength: 20 }), (rows) => {
        const text = ['id,title,severity,created,resolved', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        let file: ReturnType<typeof readPastFile>;
        try {
          file = readPastFile(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile);
          return;
        }
        const { format, settings } = proposeSettings(file, services);
        const all = convertAll(file, format, settings, now);
        expect(all).toHaveLength(file.records.length);
        for (const { incident, faults } of all) {
          expect(incident === null).toBe(faults.length > 0);
          if (incident) expect(pastIncident.safeParse(incident).error).toBeUndefined();
        }
      }),
    );
  });
});

test.each([
  ['P1', 1],
  ['SEV-2', 2],
  ['3 - Moderate', 3],
  ['Critical', 1],
  ['urgency low', 4],
  ['Lowest', 5],
  ['purple', null],
  ['12', null],
] as const)('the severity %s most likely means %s', (words, severity) => {
  expect(guessSeverity(words)).toBe(severity);
});

test('a hundred thousand rows are read in seconds and sent in batches that a request can hold', () => {
  const lines = Array.from({ length: 100_000 }, (_, n) => `${n},Disk ${n},2,2026-01-01T10:00:00Z,2026-01-01T11:00:00Z`);
  const file = readPastFile(['id,title,severity,created,resolved', ...lines].join('\n'));
  const { format, settings } = proposeSettings(file, services);
  const incidents = convertAll(file, format, settings, now).flatMap(({ incident }) => incident ?? []);
  const sizes = Array.from(batchesOf(incidents), (batch) => batch.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100_000);
  expect(Math.max(...sizes)).toBe(200);
  expect(() => readPastFile(['id,title', ...lines, 'one,more'].join('\n'))).toThrow('at most 100,000');
}, 60_000);
