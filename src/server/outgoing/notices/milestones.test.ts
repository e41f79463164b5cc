import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as pilots from '../../../contract/program/pilots.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

test('The owner of a milestone is told three days before it is due and once a week while it is overdue, never at night and never of a done one', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await server.clock.set('2027-01-05T12:00:00Z');
  const sam = await signInAs(server, 'responder', 'Sam');
  const team = await admin.call(createTeam, { body: { slug: 'shop', name: 'Shop' } });
  const { id } = await admin.call(pilots.createPilot, {
    body: { teamId: team.id, startsOn: '2027-01-05', timeZone: 'UTC' },
  });
  const change = (key: string, body: object) => admin.call(pilots.updateMilestone, { params: { id, key }, body });
  await change('kick-off', { ownerId: sam.id });
  await change('severities', { ownerId: sam.id });
  const told = async () => {
    const found = await noticesByClock(server.db, await loadReaders(server.db, null), await readNowMs(server.db));
    return found.filter(({ kind }) => kind === 'milestoneDue');
  };
  // It is due on the ninth.
  expect(await told()).toEqual([]);
  await server.clock.set('2027-01-06T12:00:00Z');
  const ahead = await told();
  expect(ahead).toEqual([
    {
      ...{ personId: sam.id, kind: 'milestoneDue', key: `milestone ${id} kick-off due 2027-01-09` },
      ...{ title: 'Due in 3 days: The team knows why and how', text: 'A milestone of yours in the plan of Shop.' },
      path: `/program/pilots/${id}`,
    },
  ]);
  await server.clock.set('2027-01-06T23:30:00Z');
  expect(await told()).toEqual([]);
  await server.clock.set('2027-01-08T12:00:00Z');
  expect((await told()).map(({ key }) => key)).toEqual(ahead.map(({ key }) => key));

  await server.clock.set('2027-01-11T12:00:00Z');
  const [late, ...others] = await told();
  expect(others).toEqual([]);
  expect(late).toMatchObject({
    title: 'A milestone of yours is overdue',
    text: 'The team knows why and how, in the plan of Shop: due on 2027-01-09',
  });
  await server.clock.advance('1 day');
  expect((await told()).map(({ key }) => key)).toEqual([late!.key]);
  await server.clock.advance('7 days');
  const [again] = await told();
  expect(again!.key).not.toBe(late!.key);

  await change('kick-off', { status: 'done' });
  expect(await told()).toEqual([]);
  await change('kick-off', { status: 'in-progress' });
  await admin.call(pilots.endPilot, { params: { id }, body: { outcome: 'stopped' } });
  expect(await told()).toEqual([]);
});
