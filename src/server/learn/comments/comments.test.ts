import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/learn/postmortem-comments.ts';
import { getPostmortem } from '../../../contract/learn/postmortems.ts';
import { rows } from '../../platform/db/database.ts';
import { overWithDraft } from '../story-for-tests.ts';

test('a reviewer asks at a section, the author replies and resolves it, and each step is an event', async () => {
  const server = await startTestServer();
  const ada = (await signInAs(server, 'responder', 'Ada')).browser;
  const grace = (await signInAs(server, 'responder', 'Grace')).browser;
  const { id } = await overWithDraft(server);
  const params = { id };
  const asked = await grace.call(contract.addPostmortemComment, {
    params,
    body: { section: 'Detection', text: 'Why did no monitor see it?' },
  });
  expect(asked).toMatchObject({ section: 'Detection', author: { name: 'Grace' }, resolvedAt: null, replies: [] });
  const body = { threadId: asked.id, text: 'It watched the old host.' };
  const replied = await ada.call(contract.addPostmortemComment, { params, body });
  expect(replied).toMatchObject({ id: asked.id, replies: [{ text: 'It watched the old host.' }] });
  expect((await ada.call(getPostmortem, { params })).openCommentCount).toBe(1);

  const of = { params: { id, commentId: asked.id } };
  const resolved = await ada.call(contract.resolvePostmortemComment, { ...of, body: { isResolved: true } });
  expect(resolved.resolvedBy).toMatchObject({ name: 'Ada' });
  await ada.call(contract.resolvePostmortemComment, { ...of, body: { isResolved: true } });
  expect((await ada.call(getPostmortem, { params })).openCommentCount).toBe(0);
  // Whoever answers a resolved question opens it again.
  const again = await grace.call(contract.addPostmortemComment, {
    params,
    body: { ...body, text: 'And the new one?' },
  });
  expect(again).toMatchObject({ resolvedAt: null, resolvedBy: null });
  expect((await ada.call(contract.listPostmortemComments, { params })).items).toEqual([again]);

  const kinds = await rows<{ kind: string }>(
    server.db,
    `select kind from events where subject_kind = 'postmortem' and subject_id = $1 and kind like '%omment%' order by id`,
    [id],
  );
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'postmortem.commented',
    'postmortem.commented',
    'postmortem.commentResolved',
    'postmortem.commented',
    'postmortem.commentReopened',
  ]);
});

test('a comment is edited by its author alone, belongs to its postmortem, and viewers only read it', async () => {
  const server = await startTestServer();
  const ada = (await signInAs(server, 'responder', 'Ada')).browser;
  const grace = (await signInAs(server, 'admin', 'Grace')).browser;
  const viewer = (await signInAs(server, 'viewer', 'Vera')).browser;
  const { id } = await overWithDraft(server);
  const other = await overWithDraft(server);
  const params = { id };
  const body = { section: 'Summary', text: 'First' };
  const made = await ada.call(contract.addPostmortemComment, { params, body });
  const of = { params: { id, commentId: made.id } };
  const edited = await ada.call(contract.editPostmortemComment, { ...of, body: { text: 'Second' } });
  expect(edited).toMatchObject({ text: 'Second', editedAt: expect.any(String) });
  await expect(grace.call(contract.editPostmortemComment, { ...of, body: { text: 'x' } })).rejects.toMatchObject({
    status: 403,
  });
  await expect(viewer.call(contract.addPostmortemComment, { params, body })).rejects.toMatchObject({ status: 403 });
  expect((await viewer.call(contract.listPostmortemComments, { params })).items).toHaveLength(1);

  const elsewhere = { id: other.id, commentId: made.id };
  const refused = { status: 404 };
  await expect(
    ada.call(contract.resolvePostmortemComment, { params: elsewhere, body: { isResolved: true } }),
  ).rejects.toMatchObject(refused);
  await expect(
    ada.call(contract.addPostmortemComment, { params: { id: other.id }, body: { threadId: made.id, text: 'x' } }),
  ).rejects.toMatchObject(refused);
  await expect(ada.call(contract.addPostmortemComment, { params, body: { ...body, text: ' ' } })).rejects.toMatchObject(
    {
      status: 400,
    },
  );
});

test('who has it open is seen by the others, with the section they are writing in', async () => {
  const server = await startTestServer();
  const ada = (await signInAs(server, 'responder', 'Ada')).browser;
  const vera = (await signInAs(server, 'viewer', 'Vera')).browser;
  const { id } = await overWithDraft(server);
  const join = (who: typeof ada, section: string | null) =>
    who.call(contract.joinPostmortem, { params: { id }, body: { section } });
  await join(ada, 'Summary');
  const { items } = await join(vera, null);
  expect(items.map(({ person, section }) => [person.name, section])).toEqual([
    ['Ada', 'Summary'],
    ['Vera', null],
  ]);
  expect((await join(ada, 'Impact')).items[0]).toMatchObject({ section: 'Impact' });
  const joined = await rows(server.db, `select 1 from events where kind = 'postmortem.joined' and subject_id = $1`, [
    id,
  ]);
  expect(joined).toHaveLength(2);
});
