import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import * as absences from '../../../contract/respond/schedules/absences.ts';
import * as contract from '../../../contract/respond/schedules/calendars.ts';
import { readOnCallOverview } from '../../../contract/respond/schedules/oncall.ts';
import { createSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../../contract/respond/schedules/timeline.ts';
import { rows } from '../../platform/db/database.ts';
import { addResponder } from '../schedules/responder-for-tests.ts';

/** A calendar server; `ask` counts requests, and what it replies can be changed. */
async function startCalendarServer() {
  const state = { status: 200, text: '', etag: '"one"', asked: 0, unchanged: 0 };
  const server = createServer((request, response) => {
    state.asked += 1;
    const isKnown = request.headers['if-none-match'] === state.etag;
    if (state.status === 200 && isKnown) state.unchanged += 1;
    response
      .writeHead(state.status === 200 && isKnown ? 304 : state.status, { etag: state.etag })
      .end(isKnown ? '' : state.text);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { state, address: `http://127.0.0.1:${port}/private/s3cr3t.ics`, host: `127.0.0.1:${port}` };
}

const text = (...events: [uid: string, title: string, start: string, end: string][]) =>
  [
    'BEGIN:VCALENDAR',
    ...events.flatMap(([uid, title, start, end]) => [
      ...['BEGIN:VEVENT', `UID:${uid}`, `SUMMARY:${title}`, `DTSTART;VALUE=DATE:${start}`],
      ...[`DTEND;VALUE=DATE:${end}`, 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
  ].join('\r\n');

async function coming(server: TestServer, personId: number) {
  const { items } = await server.admin.call(absences.listAbsences, { query: { personId } });
  return items.map(({ id, note, startsAt, calendarName }) => ({ id, note, day: startsAt.slice(0, 10), calendarName }));
}

test('a calendar’s events become absences that follow it, stay while it cannot be read, and go with it', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const calendarServer = await startCalendarServer();
  const { state, address, host } = calendarServer;
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  state.text = text(
    ['a', 'Ski', '20260310', '20260314'],
    ['b', 'Rome', '20260401', '20260403'],
    ['c', 'Past', '20260101', '20260102'],
  );
  const body = { name: 'Time off', address };
  await expect(
    ben.client.call(contract.addCalendar, { body: { ...body, personId: ada.personId } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  const added = await ada.client.call(contract.addCalendar, { body });
  expect(added).toMatchObject({ personId: ada.personId, host, itemCount: 2, leftOutCount: 0, problem: null });
  const before = await coming(server, ada.personId);
  expect(before).toMatchObject([
    { note: 'Ski', day: '2026-03-10', calendarName: 'Time off' },
    { note: 'Rome', day: '2026-04-01', calendarName: 'Time off' },
  ]);

  const params = { id: added.id };
  await expect(ada.client.call(absences.deleteAbsence, { params: { id: before[0]!.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await expect(ben.client.call(contract.readCalendarNow, { params })).rejects.toMatchObject({ code: 'forbidden' });

  // The same text is not read again.
  await ada.client.call(contract.readCalendarNow, { params });
  expect([state.asked, state.unchanged]).toEqual([2, 1]);
  expect(await coming(server, ada.personId)).toEqual(before);

  // One moved, one stayed, one is new: what stayed is the same absence.
  state.etag = '"two"';
  state.text = text(
    ['a', 'Ski', '20260310', '20260314'],
    ['b', 'Rome', '20260402', '20260404'],
    ['d', 'Oslo', '20260501', '20260502'],
  );
  await ada.client.call(contract.readCalendarNow, { params });
  const after = await coming(server, ada.personId);
  expect(after.map(({ note, day }) => `${note} ${day}`)).toEqual([
    'Ski 2026-03-10',
    'Rome 2026-04-02',
    'Oslo 2026-05-01',
  ]);
  expect(after[0]).toEqual(before[0]);

  for (const [status, reply, problem] of [
    [500, '', 'The server replied with 500.'],
    [404, '', 'The server has no calendar at this address (404).'],
    [200, '<html>Sign in</html>', 'This is not a calendar in the iCalendar format (.ics).'],
  ] as const) {
    Object.assign(state, { status, text: reply, etag: `"${status}"` });
    expect(await ada.client.call(contract.readCalendarNow, { params })).toMatchObject({ problem });
    expect(await coming(server, ada.personId)).toEqual(after);
  }
  Object.assign(state, { status: 200, text: text(), etag: '"empty"' });
  expect(await ada.client.call(contract.readCalendarNow, { params })).toMatchObject({ problem: null, itemCount: 0 });
  expect(await coming(server, ada.personId)).toEqual([]);

  await ada.client.call(absences.createAbsence, {
    body: { startsAt: '2026-03-20T00:00:00Z', endsAt: '2026-03-21T00:00:00Z', note: 'By hand' },
  });
  Object.assign(state, { text: text(['a', 'Ski', '20260310', '20260314']), etag: '"three"' });
  await ada.client.call(contract.readCalendarNow, { params });
  await ada.client.call(contract.removeCalendar, { params });
  expect(await coming(server, ada.personId)).toMatchObject([{ note: 'By hand', calendarName: null }]);

  const told = await rows<{ text: string }>(
    server.db,
    "select kind || data::text as text from events where subject_kind = 'calendar' union all select address from calendars",
  );
  expect(told.length).toBeGreaterThan(5);
  expect(told.filter((each) => each.text.includes('s3cr3t'))).toEqual([]);
});

test('a removed calendar is restored with its absences and its secret address, by whoever may remove it, for thirty days', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { state, address } = await startCalendarServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  state.text = text(['a', 'Ski', '20260310', '20260314']);
  const added = await ada.client.call(contract.addCalendar, { body: { name: 'Time off', address } });
  const params = { id: added.id };
  const before = await coming(server, ada.personId);
  expect(before).toHaveLength(1);
  await expect(ada.client.call(contract.restoreCalendar, { params })).rejects.toMatchObject({ status: 404 });
  await ada.client.call(contract.removeCalendar, { params });
  await expect(ada.client.call(contract.getCalendar, { params })).rejects.toMatchObject({ status: 404 });
  await expect(ada.client.call(contract.removeCalendar, { params })).rejects.toMatchObject({ status: 404 });
  expect(await coming(server, ada.personId)).toEqual([]);
  const removed = async (of = {}) =>
    (await ben.client.call(contract.listRemovedCalendars, { query: { personId: ada.personId, ...of } })).items;
  expect(await removed()).toMatchObject([
    { id: added.id, personId: ada.personId, teamId: null, name: 'Time off', host: added.host },
  ]);
  expect(await removed({ personId: ben.personId })).toEqual([]);
  await expect(ben.client.call(contract.restoreCalendar, { params })).rejects.toMatchObject({ status: 403 });
  const restored = await ada.client.call(contract.restoreCalendar, { params });
  expect(restored).toMatchObject({ id: added.id, name: 'Time off', host: added.host, itemCount: 1 });
  expect(await coming(server, ada.personId)).toEqual(before);
  expect(await removed()).toEqual([]);
  Object.assign(state, { text: text(['b', 'Rome', '20260320', '20260324']), etag: '"two"' });
  expect(await ada.client.call(contract.readCalendarNow, { params })).toMatchObject({ problem: null, itemCount: 1 });
  expect((await coming(server, ada.personId)).map(({ note }) => note)).toEqual(['Rome']);

  await ada.client.call(contract.removeCalendar, { params });
  await server.clock.advance('30 days 1 minute');
  expect(await removed()).toEqual([]);
  await expect(ada.client.call(contract.restoreCalendar, { params })).rejects.toMatchObject({ status: 404 });
  await eventually(async () => (await rows(server.db, 'select id from removed_calendars')).length === 0, 30_000);
});

test('holidays from a file come back with their calendar, unless there are too many calendars by then', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const team = await server.admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const file = text(['a', 'Founders’ Day', '20260310', '20260311']);
  const body = { teamId: team.id, name: 'Holidays', file };
  const { id } = await server.admin.call(contract.addCalendar, { body });
  const holidays = async () => (await server.admin.call(contract.listHolidays, { params: { id: team.id } })).items;
  const before = await holidays();
  expect(before).toEqual([{ date: '2026-03-10', name: 'Founders’ Day' }]);
  await server.admin.call(contract.removeCalendar, { params: { id } });
  expect(await holidays()).toEqual([]);
  const others: number[] = [];
  for (let count = 0; count < 10; count++) others.push((await server.admin.call(contract.addCalendar, { body })).id);
  for (const other of others.slice(0, 3)) await server.admin.call(contract.removeCalendar, { params: { id: other } });
  for (let count = 0; count < 3; count++) await server.admin.call(contract.addCalendar, { body });
  const listed: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { teamId: team.id, limit: 3, ...(cursor && { cursor }) };
    const page = await server.admin.call(contract.listRemovedCalendars, { query });
    listed.push(...page.items.map((one) => one.id));
    cursor = page.nextCursor;
  }
  expect(listed).toEqual([...others.slice(0, 3).toReversed(), id]);
  const full = server.admin.call(contract.restoreCalendar, { params: { id } });
  await expect(full).rejects.toMatchObject({ status: 409 });
  const { items: left } = await server.admin.call(contract.listCalendars, { query: { teamId: team.id } });
  for (const other of left) await server.admin.call(contract.removeCalendar, { params: { id: other.id } });
  expect(await server.admin.call(contract.restoreCalendar, { params: { id } })).toMatchObject({ id, itemCount: 1 });
  expect(await holidays()).toEqual(before);
});

test('calendars are read again by themselves, and the doctor names one that could not be read for a day', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { state, address } = await startCalendarServer();
  const ada = await addResponder(server, 'Ada');
  state.text = text(['a', 'Ski', '20260310', '20260314']);
  const { id } = await ada.client.call(contract.addCalendar, { body: { name: 'Time off', address } });
  Object.assign(state, { text: text(['b', 'Rome', '20260320', '20260324']), etag: '"two"' });
  await server.clock.advance('31 minutes');
  await eventually(async () => (await coming(server, ada.personId)).some(({ note }) => note === 'Rome'), 60_000);

  state.status = 500;
  await ada.client.call(contract.readCalendarNow, { params: { id } });
  const named = async () => {
    const { items } = await server.admin.call(examineInstallation, {});
    return items.filter(({ check }) => check === 'calendars');
  };
  expect(await named()).toMatchObject([{ result: 'ok' }]);
  await server.clock.advance('25 hours');
  expect(await named()).toMatchObject([
    { result: 'warning', sentence: expect.stringContaining('The calendar Time off of Ada cannot be read since') },
  ]);
  expect(await coming(server, ada.personId)).toMatchObject([{ note: 'Rome' }]);
});

test('a calendar that cannot be read is not added, and the reply says why', async () => {
  const server = await startTestServer();
  const { state, address } = await startCalendarServer();
  const ada = await addResponder(server, 'Ada');
  const add = (body: object) => ada.client.call(contract.addCalendar, { body: { name: 'Mine', ...body } });
  Object.assign(state, { status: 403 });
  await expect(add({ address })).rejects.toThrow('refuses access (403)');
  await expect(add({ address: 'ftp://example.org/a.ics' })).rejects.toThrow('starts with https://');
  await expect(add({ address: 'http://169.254.169.254/a.ics' })).rejects.toThrow('not allowed to connect');
  await expect(add({ file: 'nothing' })).rejects.toThrow('iCalendar format');
  await expect(add({})).rejects.toMatchObject({ code: 'invalid_input' });
  expect((await server.admin.call(contract.listCalendars, {})).items).toEqual([]);
});

test('a file is read once, with the titles that were asked for', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const ada = await addResponder(server, 'Ada');
  const file = text(['a', 'Vacation', '20260310', '20260314'], ['b', 'Dentist', '20260401', '20260403']);
  const added = await ada.client.call(contract.addCalendar, { body: { name: 'File', file, titleWords: ['vacation'] } });
  expect(added).toMatchObject({ host: null, itemCount: 1 });
  expect(await coming(server, ada.personId)).toMatchObject([{ note: 'Vacation' }]);
  await expect(ada.client.call(contract.readCalendarNow, { params: { id: added.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('a team’s calendar gives it holidays, which stand on the axis of its schedules', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-30T12:00:00Z');
  const ada = await addResponder(server, 'Ada');
  const team = await server.admin.call(createTeam, { body: { name: 'Payments', slug: 'payments' } });
  const file = text(['a', 'Good Friday', '20260403', '20260404'], ['b', 'Labour Day', '20260501', '20260502']);
  const body = { teamId: team.id, name: 'Public holidays', file };
  await expect(ada.client.call(contract.addCalendar, { body })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await server.admin.call(contract.addCalendar, { body })).toMatchObject({ itemCount: 2 });
  const schedule = await server.admin.call(createSchedule, {
    body: {
      ...{ slug: 'daily', name: 'Daily', timeZone: 'UTC', teamId: team.id },
      definition: {
        layers: [
          {
            ...{ name: 'Primary', startsOn: '2026-03-25', participants: [ada.personId] },
            rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
          },
        ],
      },
    },
  });
  const query = { from: '2026-03-30T00:00:00Z', to: '2026-04-13T00:00:00Z' };
  const holidays = [{ date: '2026-04-03', name: 'Good Friday' }];
  expect((await server.admin.call(readOnCallOverview, { query })).items).toMatchObject([{ holidays }]);
  const ahead = await server.admin.call(contract.listHolidays, { params: { id: team.id } });
  expect(ahead.items).toEqual([...holidays, { date: '2026-05-01', name: 'Labour Day' }]);
  expect(await server.admin.call(getTimeline, { params: { id: schedule.id }, query })).toMatchObject({ holidays });
});

test('one person’s flood of calendars is refused after a few, and another’s is read in its turn', async () => {
  const server = await startTestServer();
  const [ada, ben] = [await addResponder(server, 'Ada'), await addResponder(server, 'Ben')];
  const add = ({ client }: typeof ada) =>
    client.call(contract.addCalendar, { body: { name: 'Off', file: 'nothing' } }).catch(({ code }) => code as string);
  const flood = Array.from({ length: 30 }, () => add(ada));
  expect(await add(ben)).toBe('invalid_input');
  const found = await Promise.all(flood);
  expect(found.filter((code) => code === 'too_many_requests').length).toBeGreaterThan(10);
  expect(found.filter((code) => code === 'invalid_input').length).toBeGreaterThan(1);
});

test('a calendar is read at will ten times in ten minutes, and the server that has it is asked no more often', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-01T12:00:00Z');
  const { state, address } = await startCalendarServer();
  const ada = await addResponder(server, 'Ada');
  state.text = text(['a', 'Ski', '20260310', '20260314']);
  const { id } = await ada.client.call(contract.addCalendar, { body: { name: 'Time off', address } });
  const read = () => ada.client.call(contract.readCalendarNow, { params: { id } });
  const readings = await Promise.allSettled(Array.from({ length: 12 }, read));
  const refused = readings.flatMap((each) => (each.status === 'rejected' ? each.reason.code : []));
  expect(refused).toEqual(['too_many_requests', 'too_many_requests']);
  expect(state.asked).toBe(11);
  await server.clock.advance('11 minutes');
  expect(await read()).toMatchObject({ problem: null });
});
