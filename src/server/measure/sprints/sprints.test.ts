import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { readMeasures, readMeasureTrend } from '../../../contract/measure/measures.ts';
import * as contract from '../../../contract/measure/sprint-calendars.ts';
import { createGoal } from '../../../contract/program/goals.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';

const csv = 'name,from,to\nAlpha,2026-10-26,2026-11-05\nBeta,2026-11-09,2026-11-20\n';

async function someIncidents() {
  const { admin, clock } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const service = await admin.call(createService, { body: { slug: 'pay', name: 'Pay', teamId: team.id } });
  for (const day of ['2026-10-14', '2026-10-28', '2026-11-07', '2026-11-10']) {
    await clock.set(`${day}T10:00:00Z`);
    await admin.call(declareIncident, { body: { title: `On ${day}`, severity: 2, serviceIds: [service.id] } });
  }
  await clock.set('2026-11-12T10:00:00Z');
  const query = { from: '2026-10-12T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const sprintsOf = async (teamId?: number) => {
    const { sprints } = await admin.call(readMeasures, { query: { ...query, teamId } });
    return { ...sprints, items: sprints.items.map(({ name, n }) => [name, n]) };
  };
  return { admin, team, query, sprintsOf };
}

test('an imported calendar counts from its first sprint on; what was before stays, and removing it can be undone', async () => {
  const { admin, sprintsOf, query } = await someIncidents();
  const before = await sprintsOf();
  expect(before.items).toEqual([
    ['73', 1],
    ['74', 1],
    ['75', 2],
    ['76', 0],
  ]);
  const body = { zone: 'UTC', rule: { origin: 'csv' as const, text: csv } };
  const preview = await admin.call(contract.previewSprintCalendar, { body });
  expect(preview).toMatchObject({
    effectiveFrom: '2026-10-26',
    outsideCount: 1,
    recounted: { sprints: 2, incidents: 3 },
  });
  expect(preview.sprints.map(({ name, n }) => [name, n])).toEqual([
    ['Alpha', 1],
    ['Beta', 1],
  ]);
  expect(await sprintsOf()).toEqual(before);
  const { id } = await admin.call(contract.createSprintCalendar, { body });
  const after = await sprintsOf();
  expect(after.items).toEqual([
    ['73', 1],
    ['74', 0],
    ['Alpha', 1],
    ['Beta', 1],
  ]);
  expect(after.outsideCount).toBe(1);
  expect(after.rule).toBe(
    '2 listed sprints, since 2026-10-26 (UTC); before that, sprints of 14 days from 2024-01-01 (UTC).',
  );
  const { points } = await admin.call(readMeasureTrend, { query: { ...query, measure: 'incidents', by: 'sprint' } });
  expect(points.map(({ name, n }) => [name, n])).toEqual(after.items);
  expect((await admin.call(contract.exportSprintCalendar, { params: { id } })).replaceAll('\r', '')).toBe(csv);
  await expect(admin.call(contract.createSprintCalendar, { body })).rejects.toMatchObject({ code: 'conflict' });
  await admin.call(contract.removeSprintCalendar, { params: { id } });
  expect(await sprintsOf()).toEqual(before);
  await admin.call(contract.restoreSprintCalendar, { params: { id } });
  expect(await sprintsOf()).toEqual(after);
});

test('a team may have a calendar of its own; the organisation keeps its own', async () => {
  const { admin, team, sprintsOf } = await someIncidents();
  const whole = await sprintsOf();
  const rule = { origin: 'length' as const, startDate: '2026-11-02', lengthDays: 7 };
  await admin.call(contract.createSprintCalendar, { body: { teamId: team.id, zone: 'UTC', rule } });
  expect(await sprintsOf()).toEqual(whole);
  expect((await sprintsOf(team.id)).items).toEqual([
    ['73', 1],
    ['74', 1],
    ['1', 1],
    ['2', 1],
    ['3', 0],
  ]);
  const { items } = await admin.call(contract.listSprintCalendars, {});
  expect(items).toMatchObject([{ team: { name: 'Payments' }, effectiveFrom: '2026-11-02', lengthDays: 7 }]);
});

test('a calendar in the iCalendar format is read with its series, and what cannot be read is refused with the reason', async () => {
  const { admin, sprintsOf } = await someIncidents();
  const ical = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Sprint'],
    ...['DTSTART;VALUE=DATE:20261012', 'DTEND;VALUE=DATE:20261026', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const add = (origin: 'ical' | 'jira', text: string) =>
    admin.call(contract.createSprintCalendar, { body: { zone: 'UTC', rule: { origin, text } } });
  await add('ical', ical);
  expect((await sprintsOf()).items).toEqual([
    ['Sprint', 1],
    ['Sprint (2)', 2],
    ['Sprint (3)', 1],
  ]);
  await expect(add('jira', 'none')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(add('ical', 'none')).rejects.toMatchObject({ code: 'invalid_input' });
});

test('before a calendar is removed, one sees which sprints come back, and which goals and digests went by it', async () => {
  const { admin, team } = await someIncidents();
  const goal = (name: string, more: object) =>
    admin.call(createGoal, {
      body: {
        ...{ name, measure: 'incidents-per-sprint' as const, target: 1, objective: '' },
        ...{ dueAt: '2027-11-01T00:00:00Z', ...more },
      },
    });
  await goal('Of all', {});
  await goal('Of Payments', { teamId: team.id });
  await goal('Faster', { measure: 'median-restore-seconds' });
  const rule = { origin: 'csv' as const, text: csv };
  const whole = await admin.call(contract.createSprintCalendar, { body: { zone: 'UTC', rule } });
  const removal = (id: number) => admin.call(contract.previewSprintRemoval, { params: { id } });
  const found = await removal(whole.id);
  expect(found).toMatchObject({
    removed: { id: whole.id, effectiveFrom: '2026-10-26' },
    recounted: { sprints: 2, incidents: 2 },
    outsideCount: 0,
    digestCount: 0,
  });
  expect(found.sprints.slice(0, 3).map(({ name, n }) => [name, n])).toEqual([
    ['74', 1],
    ['75', 2],
    ['76', null],
  ]);
  expect(found.goals.map(({ name }) => name)).toEqual(['Of Payments', 'Of all']);
  const body = { teamId: team.id, zone: 'UTC', effectiveFrom: '2026-10-26', rule };
  const own = await admin.call(contract.createSprintCalendar, { body });
  expect((await removal(own.id)).goals.map(({ name }) => name)).toEqual(['Of Payments']);
  expect((await removal(whole.id)).goals.map(({ name }) => name)).toEqual(['Of all']);
  expect((await admin.call(contract.listSprintCalendars, {})).items).toHaveLength(2);
  await admin.call(contract.removeSprintCalendar, { params: { id: own.id } });
  await expect(removal(own.id)).rejects.toMatchObject({ code: 'not_found' });
});
