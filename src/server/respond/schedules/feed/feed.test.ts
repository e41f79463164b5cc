import { expect, test } from 'vitest';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { createOverride } from '../../../../contract/respond/schedules/overrides.ts';
import { createSchedule, rotateFeedKey, updateSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { addResponder } from '../responder-for-tests.ts';

/** The events of a calendar as name → value; only what a reader needs: unfolding and the escapes of RFC 5545. */
function readCalendar(text: string): Record<string, string>[] {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n');
  const events: Record<string, string>[] = [];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') events.push({});
    const [, name, value] = /^([^:;]+)[^:]*:(.*)$/.exec(line) ?? [];
    if (name && events.length > 0) events.at(-1)![name] ??= value!.replaceAll(/\\([\\;,])/g, '$1');
  }
  return events;
}

async function feedServer() {
  const server = await startTestServer();
  await server.clock.set('2026-03-28T12:00:00.000Z');
  const people = [await addResponder(server, 'Zoë; Łukasz, on-call'), await addResponder(server, 'Ben')];
  const made = await server.admin.call(createSchedule, {
    body: {
      slug: 'daily',
      name: 'Daily, with; signs\\ and quite a long name so that lines have to be folded',
      timeZone: 'Europe/Berlin',
      definition: {
        layers: [
          {
            name: 'Primary',
            rotation: { unit: 'day', every: 1, handoffTime: '02:30' },
            startsOn: '2026-03-01',
            participants: people.map(({ personId }) => personId),
          },
        ],
      },
    },
  });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
  return { server, people, made, get };
}

test('a calendar without login reads the shifts in UTC, the one of the skipped hour too', async () => {
  const { made, get } = await feedServer();
  const response = await get(made.feedPath);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await response.text();
  expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const events = readCalendar(text);
  expect(events).toHaveLength(90);
  // 02:30 does not exist on 29 March in Berlin: that handoff is at 03:30 summer time.
  expect(events.slice(0, 3).map(({ DTSTART, DTEND }) => [DTSTART, DTEND])).toEqual([
    // The schedule exists since noon.
    ['20260328T120000Z', '20260329T013000Z'],
    ['20260329T013000Z', '20260330T003000Z'],
    ['20260330T003000Z', '20260331T003000Z'],
  ]);
  expect(events[0]!.SUMMARY).toBe(`Ben on call: ${made.name}`);
  expect(events[1]!.SUMMARY).toBe(`Zoë; Łukasz, on-call on call: ${made.name}`);
  expect(new Set(events.map(({ UID }) => UID)).size).toBe(90);
});

test('shifts keep their identity when an override cuts them and when days pass', async () => {
  const { server, people, made, get } = await feedServer();
  const read = async () => readCalendar(await (await get(made.feedPath)).text());
  const before = await read();
  await server.admin.call(createOverride, {
    params: { id: made.id },
    body: { personId: people[1]!.personId, startsAt: '2026-04-01T10:00:00Z', endsAt: '2026-04-01T12:00:00Z' },
  });
  const after = await read();
  const uidOf = (events: Record<string, string>[], start: string) => events.find((e) => e.DTSTART === start)?.UID;
  expect(after).toHaveLength(before.length + 2);
  expect(uidOf(after, '20260401T003000Z')).toBe(uidOf(before, '20260401T003000Z'));
  expect(after[0]!['LAST-MODIFIED']! >= before[0]!['LAST-MODIFIED']!).toBe(true);
  await server.clock.advance('2 days');
  expect(uidOf(await read(), '20260401T003000Z')).toBe(uidOf(before, '20260401T003000Z'));
});

test('an event that says something else has a higher sequence, and no other has', async () => {
  const { server, people, made, get } = await feedServer();
  const read = async () => new Map(readCalendar(await (await get(made.feedPath)).text()).map((e) => [e.DTSTART!, e]));
  const before = await read();
  await server.clock.advance('1 day');
  const nextDay = await read();
  for (const [start, event] of nextDay) if (before.has(start)) expect(event).toEqual(before.get(start));
  await server.admin.call(createOverride, {
    params: { id: made.id },
    body: { personId: people[0]!.personId, startsAt: '2026-04-01T10:00:00Z', endsAt: '2026-04-02T00:30:00Z' },
  });
  const cut = await read();
  const sequences = [...cut].filter(([, { SEQUENCE }]) => SEQUENCE !== '0').map(([start]) => start);
  expect(sequences).toEqual(['20260401T003000Z']);
  expect(cut.get('20260401T003000Z')).toMatchObject({ SEQUENCE: '1', DTEND: '20260401T100000Z' });
  expect(cut.get('20260401T003000Z')!['LAST-MODIFIED']).not.toBe(before.get('20260401T003000Z')!['LAST-MODIFIED']);
  expect(cut.get('20260401T003000Z')!.UID).toBe(before.get('20260401T003000Z')!.UID);
  await server.db.query("update people set name = 'Benjamin' where id = $1", [people[1]!.personId]);
  const renamed = [...(await read()).values()].filter(({ SEQUENCE }) => SEQUENCE !== '0');
  expect(new Set(renamed.map(({ SUMMARY }) => SUMMARY))).toEqual(new Set([`Benjamin on call: ${made.name}`]));
});

test('somebody who is always on call is told month by month, and no event ends where the range does', async () => {
  const { server, people, made, get } = await feedServer();
  const { slug, name, timeZone, definition } = made;
  const layer = { ...definition.layers[0]!, participants: [people[1]!.personId] };
  await server.admin.call(updateSchedule, {
    params: { id: made.id },
    body: { slug, name, timeZone, definition: { layers: [layer] } },
  });
  const ends = readCalendar(await (await get(made.feedPath)).text()).map(({ DTEND }) => DTEND);
  expect(ends).toEqual(['20260331T220000Z', '20260430T220000Z', '20260531T220000Z', '20260630T220000Z']);
});

test('the name of the calendar is escaped as every text', async () => {
  const { made, get } = await feedServer();
  const text = (await (await get(made.feedPath)).text()).replaceAll(/\r\n[ \t]/g, '');
  for (const property of ['NAME', 'X-WR-CALNAME'])
    expect(text).toMatch(new RegExp(`^${property}:On call: Daily\\\\, with\\\\; signs\\\\\\\\ and quite`, 'm'));
});

test('an unchanged feed answers 304, a changed one does not', async () => {
  const { server, people, made, get } = await feedServer();
  const etag = (await get(made.feedPath)).headers.get('etag')!;
  const again = await get(made.feedPath, { 'if-none-match': `W/"other", ${etag}` });
  expect([again.status, await again.text()]).toEqual([304, '']);
  await server.db.query('update people set disabled_at = evenkeel.now() where id = $1', [people[0]!.personId]);
  expect((await get(made.feedPath, { 'if-none-match': etag })).status).toBe(200);
});

test('one person’s shifts can be read alone', async () => {
  const { people, made, get } = await feedServer();
  const events = readCalendar(await (await get(`${made.feedPath}?person=${people[1]!.personId}`)).text());
  expect(new Set(events.map(({ SUMMARY }) => SUMMARY))).toEqual(new Set([`Ben on call: ${made.name}`]));
});

test('a rotated or unknown key opens nothing', async () => {
  const { server, made, get } = await feedServer();
  const rotated = await server.admin.call(rotateFeedKey, { params: { id: made.id } });
  expect((await get(made.feedPath)).status).toBe(404);
  expect((await get(rotated.feedPath)).status).toBe(200);
  expect((await get('/feeds/schedules/nothing.ics')).status).toBe(404);
});

test('no name can put an event of its own into the calendar', async () => {
  const { server, people, made, get } = await feedServer();
  const forged = 'Eve\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged\u202e\n';
  await server.db.query('update people set name = $2 where id = $1', [people[1]!.personId, forged]);
  const events = readCalendar(await (await get(made.feedPath)).text());
  expect(events).toHaveLength(90);
  expect(events.every(({ SUMMARY }) => SUMMARY!.includes(' on call: '))).toBe(true);
});
