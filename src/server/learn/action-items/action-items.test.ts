import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/learn/action-items.ts';
import { declare, overWithDraft } from '../story-for-tests.ts';

test('an action item gets the due date that the severity proposes, and becomes overdue after it', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const owner = await signInAs(server, 'responder', 'Ada');
  const { id: incidentId, incident } = await overWithDraft(server, { severity: 1 });
  const body = { incidentId, title: 'Bound the queue', kind: 'mitigate', ownerId: owner.id } as const;
  const made = await admin.call(contract.createActionItem, { body });
  expect(made).toMatchObject({ ...{ title: body.title, kind: 'mitigate' }, owner: { name: 'Ada' }, state: 'open' });
  const due = new Date(incident.resolvedAt!);
  due.setUTCDate(due.getUTCDate() + 15);
  expect(made.dueAt).toBe(`${due.toISOString().slice(0, 10)}T23:59:59.999Z`);

  const overdue = () => admin.call(contract.listActionItems, { query: { state: 'overdue', ownerId: owner.id } });
  expect((await overdue()).items).toEqual([]);
  await server.clock.advance('17 days');
  expect((await overdue()).items).toMatchObject([{ id: made.id, isOverdue: true }]);
  const done = await admin.call(contract.updateActionItem, { params: { id: made.id }, body: { state: 'done' } });
  expect(done).toMatchObject({ isOverdue: false, finishedAt: expect.any(String), finishedBy: { kind: 'bootstrap' } });
  expect((await overdue()).items).toEqual([]);
});

test('what will not be done says why, and may be opened again', async () => {
  const server = await startTestServer();
  const { id: incidentId } = await declare(server.admin, {});
  const { id } = await server.admin.call(contract.createActionItem, { body: { incidentId, title: 'Rewrite it' } });
  const change = (body: contract.ActionItemPatch) =>
    server.admin.call(contract.updateActionItem, { params: { id }, body });
  await expect(change({ state: 'wont_do' })).rejects.toMatchObject({ status: 400 });
  expect(await change({ state: 'wont_do', reason: 'The part is retired' })).toMatchObject({ state: 'wont_do' });
  await expect(change({ reason: ' ' })).rejects.toMatchObject({ status: 400 });
  expect(await change({ state: 'open' })).toMatchObject({ state: 'open', reason: '', finishedAt: null });
  const kinds = await server.db.query(`select kind from events where subject_kind = 'actionItem' order by id`);
  expect(kinds.rows.map(({ kind }) => kind)).toEqual([
    'actionItem.created',
    'actionItem.updated',
    'actionItem.updated',
  ]);
});

test('a tracker link that is no web address is refused, and an old version overwrites nothing', async () => {
  const { admin } = await startTestServer();
  const { id: incidentId } = await declare(admin, {});
  const create = (trackerUrl: string) =>
    admin.call(contract.createActionItem, { body: { incidentId, title: 'Do it', trackerUrl } });
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'tracker/1']) {
    await expect(create(url)).rejects.toMatchObject({ status: 400 });
  }
  const { id, version } = await create('https://tracker.example/OPS-1');
  const rename = (title: string) =>
    admin.call(contract.updateActionItem, { params: { id }, body: { title } }, { ifMatch: version });
  expect(await rename('Do it well')).toMatchObject({
    trackerUrl: 'https://tracker.example/OPS-1',
    version: version + 1,
  });
  await expect(rename('Do it badly')).rejects.toMatchObject({ status: 412 });
});

test('the list is in the order of due dates, those without one last, page by page', async () => {
  const { admin } = await startTestServer();
  const { id: incidentId } = await declare(admin, {});
  const dates = [null, '2031-01-02T00:00:00Z', '2031-01-01T00:00:00Z', null];
  for (const [place, dueAt] of dates.entries()) {
    await admin.call(contract.createActionItem, { body: { incidentId, title: `Item ${place}`, dueAt } });
  }
  const titles = [];
  let cursor: string | undefined;
  do {
    const page = await admin.call(contract.listActionItems, { query: { incidentId, limit: 3, cursor } });
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(titles).toEqual(['Item 2', 'Item 1', 'Item 0', 'Item 3']);
});
