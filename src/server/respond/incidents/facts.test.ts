import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/incidents.ts';
import { worldOf } from '../pages/world-for-tests.ts';
import { listIncidentFacts } from './facts-store.ts';
import { recordUpdate } from './updates.ts';

test('stages to the right read incidents with their services, teams and instants, page by page', async () => {
  const server = await startTestServer();
  const { admin, db } = server;
  const world = worldOf(server);
  const teamId = await world.insert("insert into teams (slug, name) values ('shop', 'Shop')");
  const services = [await world.service(null), await world.service(null)];
  await db.query('update services set team_id = $1', [teamId]);
  const made = await admin.call(contract.declareIncident, {
    body: { title: 'Down', severity: 1, serviceIds: services, impactStartedAt: '2026-01-01T10:00:00.250+01:00' },
  });
  await admin.call(contract.declareIncident, { body: { title: 'Practice', kind: 'drill' } });
  const [first] = await listIncidentFacts(db, { afterId: 0, limit: 1 });
  expect(first).toMatchObject({ id: made.id, kind: 'real', severity: 1, serviceIds: services, teamIds: [teamId] });
  expect(first!.instants.impactStartedAt).toBe(Date.parse('2026-01-01T09:00:00.250Z'));
  expect(first!.instants.declaredAt).toBe(Date.parse(made.instants.declaredAt));
  const rest = await listIncidentFacts(db, { afterId: first!.id, limit: 10 });
  expect(rest).toMatchObject([{ kind: 'drill', serviceIds: [], teamIds: [] }]);
  await admin.call(contract.moveIncident, { params: { id: made.id }, body: { to: 'resolved' } });
  const later = new Date(Date.now() + 3_600_000);
  expect(await listIncidentFacts(db, { afterId: 0, limit: 10, touchedSince: later })).toMatchObject([
    { kind: 'drill' },
  ]);
});

test('what is told to the public stamps the first public post and starts the public clock; practice does not', async () => {
  const { admin, db } = await startTestServer();
  const actor = { kind: 'system', name: 'Evenkeel' } as const;
  const tell = async (kind: 'real' | 'drill') => {
    const { id } = await admin.call(contract.declareIncident, { body: { title: 'Down', severity: 2, kind } });
    const update = await recordUpdate({ db, actor }, id, {
      audience: 'public',
      status: 'investigating',
      text: 'We look into it.',
      approvedBy: actor,
    });
    return { update, room: await admin.call(contract.getIncident, { params: { id } }) };
  };
  const { update, room } = await tell('real');
  expect(Math.abs(Date.parse(room.instants.firstPublicAt!) - update.at.getTime())).toBeLessThan(1_000);
  const due = room.timers.find(({ key }) => key === 'public-update')!;
  expect(Date.parse(due.dueAt) - update.at.getTime()).toBe(30 * 60_000);
  expect(room.updates).toMatchObject([{ audience: 'public', approvedBy: { kind: 'system' } }]);
  const practice = await tell('drill');
  expect(practice.room.instants.firstPublicAt).toBeNull();
  expect(practice.room.timers.map(({ key }) => key)).not.toContain('public-update');
});
