import { expect, test } from 'vitest';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { declareIncident } from '../../../../contract/respond/incidents/changes.ts';
import { listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { getIncident } from '../../../../contract/respond/incidents/room.ts';
import { postIncidentUpdate } from '../../../../contract/respond/incidents/updates.ts';

test('the list says when the next update of each incident is due, as its room does', async () => {
  const { admin, clock } = await startTestServer();
  const made = await admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2 } });
  const practice = await admin.call(declareIncident, { body: { title: 'Try it', severity: 5, kind: 'test' } });
  const listed = async (id: number) => {
    const { items } = await admin.call(listIncidents, { query: { lifecycle: 'all' } });
    return items.find((incident) => incident.id === id)!.updateDueAt;
  };
  const inRoom = async () => {
    const { timers } = await admin.call(getIncident, { params: { id: made.id } });
    return timers.filter(({ key }) => key.endsWith('update')).map(({ dueAt }) => dueAt)[0];
  };
  const first = await listed(made.id);
  expect(first).toBe(await inRoom());
  expect(await listed(practice.id)).toBeNull();

  await clock.advance('3 hours');
  expect(await listed(made.id)).toBe(first);
  const body = { audience: 'responders', status: 'investigating', text: 'Looking.' } as const;
  await admin.call(postIncidentUpdate, { params: { id: made.id }, body });
  const next = await listed(made.id);
  expect(next).toBe(await inRoom());
});
