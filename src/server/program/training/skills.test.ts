import { expect, test } from 'vitest';
import { certify } from '../../../../test/harness/certify.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { disablePerson } from '../../../contract/directory/people.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { exportSkills, listSkills } from '../../../contract/program/skills.ts';
import { createOverride } from '../../../contract/respond/schedules/overrides.ts';
import { createSchedule } from '../../../contract/respond/schedules/schedule.ts';

test('Each team says who on call lacks what and whether it has a certified commander, page by page and as CSV', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-27T06:00:00Z');
  const world = worldThrough(server);
  const named = ['Ada', 'Ben', 'Cleo', 'Dora', 'Emil', 'Flo', 'Gone'];
  const [ada, ben, cleo, dora, emil, flo, gone] = (await Promise.all(
    named.map((name) => world.personByMail(name)),
  )) as unknown as [Id, Id, Id, Id, Id, Id, Id];
  type Id = { id: number };
  const ids = (people: Id[]) => people.map(({ id }) => id);
  const team = (slug: string, name: string, people: Id[]) =>
    server.admin.call(createTeam, { body: { slug, name, memberIds: ids(people) } });
  const payments = await team('payments', 'Payments', [ada, ben, cleo, flo, gone]);
  await team('search', 'Search', [flo]);
  const schedule = await server.admin.call(createSchedule, {
    body: {
      ...{ slug: 'payments', name: 'Payments', teamId: payments.id, timeZone: 'UTC' },
      definition: {
        layers: [
          {
            ...{ name: 'Primary', startsOn: '2026-01-01', participants: ids([ada, ben, cleo, dora, gone]) },
            rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
          },
        ],
      },
    },
  });
  await server.admin.call(createOverride, {
    params: { id: schedule.id },
    body: { personId: emil.id, startsAt: '2026-03-28T09:00:00Z', endsAt: '2026-03-28T10:00:00Z' },
  });
  await certify(server, ada.id, 'on-call-responder', 20);
  await certify(server, ben.id, 'on-call-responder', -5);
  await certify(server, flo.id, 'incident-commander', 300);
  await certify(server, flo.id, 'blameless-postmortems', 300);
  await server.admin.call(disablePerson, { params: { id: gone.id } });

  const first = await server.admin.call(listSkills, { query: { limit: 1 } });
  const [found] = first.items;
  expect(found!.summary).toBe('Payments: 1 of 5 on call holds On-call responder; 1 certified commander');
  expect(found!.gaps.map(({ text }) => text)).toEqual([
    'On call without On-call responder: Ben (expired), Cleo, Dora, Emil',
    'Expires within 30 days: Ada (On-call responder)',
  ]);
  expect(found!.courses.map(({ key }) => key)).toEqual([
    'on-call-responder',
    'incident-commander',
    'blameless-postmortems',
  ]);
  expect(found!.people.map(({ personName, isMember, isOnCall }) => [personName, isMember, isOnCall])).toEqual([
    ['Ada', true, true],
    ['Ben', true, true],
    ['Cleo', true, true],
    ['Dora', false, true],
    ['Emil', false, true],
    ['Flo', true, false],
  ]);
  expect(found!.people[0]!.certificates).toMatchObject([{ courseKey: 'on-call-responder', state: 'expires-soon' }]);
  const second = await server.admin.call(listSkills, { query: { limit: 1, cursor: first.nextCursor! } });
  expect([second.items[0]!.summary, second.nextCursor]).toEqual([
    'Search: nobody is on call; 1 certified commander',
    null,
  ]);
  const csv = await server.admin.call(exportSkills, { query: { teamId: payments.id } });
  const lines = csv.trim().split(/\r?\n/);
  expect(lines[0]).toBe('team,person,member,on call,course,state,expires');
  expect(lines).toHaveLength(1 + 6 * 3);
  expect(lines).toContain('Payments,Cleo,yes,yes,On-call responder,none,');
});
