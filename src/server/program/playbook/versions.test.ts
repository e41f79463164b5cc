import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { adminToken, startTestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import * as contract from '../../../contract/program/playbook.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { listProtocols, updateProtocol } from '../../../contract/respond/protocols.ts';

async function start() {
  const server = await startTestServer();
  const { admin } = server;
  const publish = (note: string) => admin.call(contract.publishPlaybook, { body: { note } });
  const read = (by = admin) => by.call(contract.readPlaybook, {});
  const rename = async (name: string) => {
    const { items } = (await admin.call(listProtocols, {})).items.find(({ key }) => key === 'war-room')!;
    await admin.call(updateProtocol, { params: { key: 'war-room' }, body: { name, items } });
  };
  return { ...server, publish, read, rename };
}

test('a version keeps what it said; the page says which lines are configured otherwise since, and nothing is published twice', async () => {
  const { admin, publish, read, rename } = await start();
  expect(await read()).toMatchObject({ published: null, changes: [] });
  await expect(publish(' ')).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await publish('The first one')).toMatchObject({ id: 1, note: 'The first one', confirmed: 0 });
  await expect(publish('Again')).rejects.toMatchObject({ code: 'state_conflict' });
  expect((await read()).changes).toEqual([]);
  await rename('Calm room');
  const [change, ...others] = (await read()).changes;
  expect(others).toEqual([]);
  expect(change).toMatchObject({ key: 'protocols', title: 'War-room protocols', change: 'changed' });
  const lines = change!.hunks.flat().filter(({ kind }) => kind !== 'same');
  expect(lines).toEqual([
    { kind: 'removed', text: '### War room' },
    { kind: 'added', text: '### Calm room' },
  ]);
  await publish('The room has a calmer name');
  const get = (id: number) => admin.call(contract.getPlaybookVersion, { params: { id } });
  expect(await get(2)).toMatchObject({ previousId: 1, changes: [change] });
  const first = await get(1);
  expect(first).toMatchObject({ previousId: null, changes: [] });
  expect(first.markdown).toContain('### War room\n');
  expect(first.markdown).toMatch(/Version 1, published on .* UTC by .*\./);
  await expect(get(3)).rejects.toMatchObject({ status: 404 });
  const { items } = await admin.call(contract.listPlaybookVersions, { query: { limit: 1 } });
  expect(items.map(({ id }) => id)).toEqual([2]);
});

test('who publishes at the same moment as somebody else is refused: each version differs from the one before it', async () => {
  const { admin, publish } = await start();
  const outcomes = await Promise.allSettled(['one', 'two', 'three'].map(publish));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { items } = await admin.call(contract.listPlaybookVersions, {});
  expect(items.map(({ id }) => id)).toEqual([1]);
});

test('a confirmation holds for its version alone, is by a person, and is listed by team with who is missing', async () => {
  const server = await start();
  const { admin, publish, read, rename } = server;
  const ada = await signInAs(server, 'responder', 'Ada');
  const bo = await signInAs(server, 'responder', 'Bo');
  const vi = await signInAs(server, 'viewer', 'Vi');
  const team = await worldThrough(server).team([ada.id, vi.id]);
  await publish('The first one');
  const confirm = (by: typeof admin, id: number) => by.call(contract.confirmPlaybook, { params: { id } });
  await expect(confirm(admin, 1)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await confirm(ada.browser, 1)).toMatchObject({ confirmed: 1 });
  expect(await confirm(ada.browser, 1)).toMatchObject({ confirmed: 1 });
  const readers = () => admin.call(contract.readPlaybookReaders, {});
  const named = ({ id }: { id: number }, name: string) => ({ id, name });
  expect(await readers()).toMatchObject({
    ...{ who: 'responders', versionId: 1, asked: 2, confirmed: 1, version: 0 },
    teams: [
      { team: { id: team.id }, asked: 1, confirmed: 1, missing: [] },
      { team: null, asked: 1, confirmed: 0, missing: [named(bo, 'Bo')] },
    ],
  });
  expect((await read(ada.browser)).published).toMatchObject({ isAsked: true, confirmedAt: expect.any(String) });
  expect((await read(vi.browser)).published).toMatchObject({ isAsked: false, confirmedAt: null });

  await rename('Calm room');
  await publish('Calmer');
  expect((await read(ada.browser)).published).toMatchObject({ id: 2, confirmedAt: null });
  await expect(confirm(ada.browser, 1)).rejects.toMatchObject({ code: 'state_conflict' });
  expect(await readers()).toMatchObject({ versionId: 2, asked: 2, confirmed: 0 });

  await admin.call(contract.updatePlaybookReaders, { body: { who: 'teams', teamIds: [team.id] } }, { ifMatch: 0 });
  await confirm(vi.browser, 2);
  expect(await readers()).toMatchObject({
    ...{ who: 'teams', asked: 2, confirmed: 1 },
    teams: [{ missing: [named(ada, 'Ada')] }],
  });
  const csv = await admin.call(contract.exportPlaybookReaders, {});
  const rows = csv.trim().split(/\r?\n/);
  expect(rows.map((row) => row.split(',')[0])).toEqual(['person', 'Ada', 'Vi']);
  await expect(
    admin.call(contract.updatePlaybookReaders, { body: { who: 'teams', teamIds: [999] } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.teamIds' }] });
  await expect(
    admin.call(contract.updatePlaybookReaders, { body: { who: 'teams', teamIds: [] } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('the practice of one playbook is followed once four out of five have confirmed a version of the last twelve months', async () => {
  const server = await start();
  const { admin, publish } = server;
  const practice = async () => (await admin.call(readProgram, {})).bestPractices.find(({ key }) => key === 'playbook')!;
  expect(await practice()).toMatchObject({ isFollowed: false, because: 'No version was published.' });
  const people = await Promise.all(['Ada', 'Bo'].map((name) => signInAs(server, 'responder', name)));
  await publish('The first one');
  await people[0]!.browser.call(contract.confirmPlaybook, { params: { id: 1 } });
  expect(await practice()).toMatchObject({ isFollowed: false });
  await people[1]!.browser.call(contract.confirmPlaybook, { params: { id: 1 } });
  expect(await practice()).toMatchObject({
    isFollowed: true,
    because: 'Version 1 was published 0 days ago; 2 of 2 people have confirmed it.',
  });
});

test('the site of a version is a zip file, and that of a version which does not exist is not found', async () => {
  const { url, publish } = await start();
  await publish('The first one');
  const get = (query: string) =>
    fetch(`${url}/api/v1/program/playbook/site.zip${query}`, { headers: { authorization: `Bearer ${adminToken}` } });
  const answer = await get('?version=1');
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="playbook-1.zip"');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(new TextDecoder().decode(files['index.html'])).toContain('Version 1, published on ');
  expect((await get('')).status).toBe(200);
  expect((await get('?version=2')).status).toBe(404);
});
