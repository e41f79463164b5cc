import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as drillConsole from '../../../contract/program/drill-console.ts';
import * as drills from '../../../contract/program/drills.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

test('The leader, players and observers of a drill are told a day before, and nobody of an unannounced one', async () => {
  const server = await startTestServer();
  await server.clock.set('2027-01-18T10:00:00Z');
  const lena = await signInAs(server, 'responder', 'Lena');
  const otto = await signInAs(server, 'responder', 'Otto');
  const paul = await signInAs(server, 'responder', 'Paul');
  const plannedFor = '2027-01-20T14:00:00Z';
  const { id } = await server.admin.call(drills.planDrill, {
    body: { scenarioKey: 'disk-full', plannedFor, leaderId: lena.id },
  });
  const take = (body: { personId: number; part: 'player' | 'observer'; role?: 'scribe' }) =>
    server.admin.call(drillConsole.addDrillPerson, { params: { id }, body });
  await take({ personId: paul.id, part: 'player', role: 'scribe' });
  await take({ personId: otto.id, part: 'observer' });
  await server.db.query(
    `insert into drills (scenario_key, format, title, story, severity, planned_for, leader_id)
     values ('x', 'unannounced', 'Surprise', 'x', 3, $1, $2)`,
    [plannedFor, lena.id],
  );
  const told = async () => {
    const readers = await loadReaders(server.db, null);
    const found = await noticesByClock(server.db, readers, await readNowMs(server.db));
    return found.filter(({ kind }) => kind === 'drillAhead').sort((one, other) => one.personId - other.personId);
  };
  expect(await told()).toEqual([]);
  await server.clock.set('2027-01-19T14:00:30Z');
  const found = await told();
  expect(found.map(({ personId, text }) => [personId, text])).toEqual([
    [lena.id, 'You lead it (UTC).'],
    [otto.id, 'You observe (UTC).'],
    [paul.id, 'You play as scribe (UTC).'],
  ]);
  expect(found[0]).toMatchObject({
    title: expect.stringMatching(/^Drill Wed.* 20 Jan.* 14:00: /),
    path: `/program/drills/${id}`,
  });
  // Once it runs, nobody needs to be told.
  await server.admin.call(drills.startDrill, { params: { id } });
  expect(await told()).toEqual([]);
});
