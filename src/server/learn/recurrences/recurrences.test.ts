import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createActionItem, updateActionItem } from '../../../contract/learn/action-items.ts';
import { getPostmortem } from '../../../contract/learn/postmortems.ts';
import { decideRecurrence, listRecurrences } from '../../../contract/learn/recurrences.ts';
import { listIncidentTimeline } from '../../../contract/respond/incidents/timeline.ts';
import { declare, overWithDraft, resolve } from '../story-for-tests.ts';

async function ring(server: TestServer, sourceId: number, key: string): Promise<number> {
  const made = await server.db.query<{ id: number }>(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title)
     values ($1, $2, sha256(convert_to($2, 'UTF8')), 'triggered', 2, $2) returning id`,
    [sourceId, key],
  );
  return made.rows[0]!.id;
}

const earlierOf = async (server: TestServer, id: number) =>
  (await server.admin.call(listRecurrences, { params: { id } })).items;

test('the same alert again suggests the earlier incident with its reason and its open action items', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const source = await insertSource(server.db, 'generic');
  const alertIds = [await ring(server, source.id, 'queue-depth')];
  const first = await overWithDraft(server, { title: 'Orders pile up', alertIds });
  const open = await admin.call(createActionItem, { body: { incidentId: first.id, title: 'Alert sooner' } });
  const done = await admin.call(createActionItem, { body: { incidentId: first.id, title: 'Add a replica' } });
  await admin.call(updateActionItem, { params: { id: done.id }, body: { state: 'done' } });

  const again = [await ring(server, source.id, 'queue-depth')];
  const { id } = await declare(admin, { title: 'Zebra', severity: 4, alertIds: again });
  const [suggested] = await eventually(async () => {
    const items = await earlierOf(server, id);
    return items.length > 0 ? items : null;
  });
  expect(suggested).toMatchObject({
    state: 'suggested',
    score: 50,
    reasons: [{ reason: 'same-alert', explanation: 'The same alert triggered: queue-depth.' }],
    earlier: { id: first.id, key: first.incident.key },
    openActionItems: [{ id: open.id, title: 'Alert sooner' }],
  });

  const params = { id, earlierId: first.id };
  const confirmed = await admin.call(decideRecurrence, { params, body: { verdict: 'confirmed' } });
  expect(confirmed.items).toMatchObject([{ state: 'confirmed', decidedBy: { kind: 'bootstrap' }, score: 50 }]);
  const ofFirst = await admin.call(listRecurrences, { params: { id: first.id } });
  expect(ofFirst).toMatchObject({ items: [], later: [{ later: { id } }] });
  const { items: told } = await admin.call(listIncidentTimeline, { params: { id }, query: { show: 'key' } });
  expect(told[0]).toMatchObject({ kind: 'recurrence', text: `Marked as a recurrence of ${first.incident.key}` });

  await resolve(admin, id);
  const postmortem = await eventually(() => admin.call(getPostmortem, { params: { id } }));
  expect(postmortem).toMatchObject({ form: 'full', reasons: ['It has happened before.'] });
  expect(postmortem.markdown).toContain('still open: Alert sooner');
  expect(postmortem.markdown).not.toContain('Add a replica');
});

test('what somebody dismissed is not suggested again, and drills suggest nothing', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { id: serviceId } = await admin.call(createService, { body: { slug: randomUUID(), name: 'Checkout' } });
  const declaration = { title: 'Checkout payments time out', serviceIds: [serviceId] };
  const first = await overWithDraft(server, declaration);
  const drill = await declare(admin, { ...declaration, kind: 'drill' });
  const { id } = await declare(admin, declaration);
  const [suggestion] = await eventually(async () => {
    const items = await earlierOf(server, id);
    return items.length > 0 ? items : null;
  });
  expect(suggestion!.reasons.map(({ reason }) => reason)).toEqual(['same-service', 'similar-words']);
  const params = { id, earlierId: first.id };
  await admin.call(decideRecurrence, { params, body: { verdict: 'dismissed', note: 'Another cause' } });
  await resolve(admin, id);
  await eventually(async () => {
    const waiting = await server.db.query('select from learn_queue');
    const drafted = await server.db.query('select from postmortems where incident_id = $1', [id]);
    return waiting.rowCount === 0 && drafted.rowCount === 1;
  });
  expect(await earlierOf(server, id)).toMatchObject([{ state: 'dismissed', note: 'Another cause' }]);
  expect(await earlierOf(server, drill.id)).toEqual([]);
});

test('a person may name an earlier incident that nothing suggests, but none that is later or still open', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const first = await overWithDraft(server, { title: 'Certificates expired' });
  const open = await declare(admin, { title: 'Disks are full' });
  const { id } = await declare(admin, { title: 'Nobody can sign in' });
  const decide = (incidentId: number, earlierId: number) =>
    admin.call(decideRecurrence, { params: { id: incidentId, earlierId }, body: { verdict: 'confirmed' } });
  const { items } = await decide(id, first.id);
  expect(items).toMatchObject([{ state: 'confirmed', score: 0, reasons: [{ reason: 'person' }] }]);
  await expect(decide(first.id, id)).rejects.toMatchObject({ status: 400 });
  await expect(decide(id, id)).rejects.toMatchObject({ status: 400 });
  await expect(decide(id, open.id)).rejects.toMatchObject({ status: 409, code: 'state_conflict' });
  await expect(decide(id, 999_999)).rejects.toMatchObject({ status: 404 });
});
