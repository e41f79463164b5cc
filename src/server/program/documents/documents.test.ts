import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import * as contract from '../../../contract/program/documents.ts';
import { listDrillScenarios, planDrill } from '../../../contract/program/drills.ts';
import { loadDocuments } from './actions.ts';
import { storeShipped } from './store.ts';

const scenario = (title: string) => `---
title: ${title}
format: tabletop
difficulty: easy
severity: 2
minutes: 30
injects: [{ at: 0, tell: It begins., hope: Somebody declares. }]
---
Text
`;
const params = (key: string) => ({ params: { kind: 'scenario' as const, key } });

test('one’s own scenario is added, played, changed, archived and written anew; each text that was written is kept', async () => {
  const { admin } = await startTestServer();
  const body = { key: 'our-own', source: scenario('Ours') };
  const create = () => admin.call(contract.createDocument, { params: { kind: 'scenario' }, body });
  const created = await create();
  expect(created).toMatchObject({ origin: 'own', title: 'Ours', version: 1 });
  await expect(create()).rejects.toMatchObject({ code: 'state_conflict' });
  const drill = await admin.call(planDrill, { body: { scenarioKey: 'our-own' } });
  const update = (title: string, ifMatch: number) =>
    admin.call(contract.updateDocument, { ...params('our-own'), body: { source: scenario(title) } }, { ifMatch });
  await update('Changed', 1);
  await expect(update('Too late', 1)).rejects.toMatchObject({ code: 'version_mismatch' });
  // What was planned plays what it was planned with.
  expect(drill.title).toBe('Ours');

  const offered = async () =>
    (await admin.call(listDrillScenarios, {})).scenarios.filter(({ isOwn }) => isOwn).map(({ title }) => title);
  expect(await offered()).toEqual(['Changed']);
  await admin.call(contract.removeDocument, params('our-own'));
  expect(await offered()).toEqual([]);
  const archived = await admin.call(contract.getDocument, params('our-own'));
  expect(archived).toMatchObject({ isArchived: true, source: scenario('Changed') });
  await admin.call(contract.restoreDocument, params('our-own'));
  expect(await offered()).toEqual(['Changed']);
  await update('Again', archived.version + 1);
  const { items } = await admin.call(contract.listDocumentVersions, params('our-own'));
  expect(items.map(({ source }) => source)).toEqual(['Again', 'Changed', 'Ours'].map(scenario));
});

test('a shipped scenario that was changed stays changed when a later version ships another text, and can return to it', async () => {
  const { admin, db } = await startTestServer();
  const before = await admin.call(contract.getDocument, params('disk-full'));
  expect(before.origin).toBe('shipped');
  const changed = await admin.call(
    contract.updateDocument,
    { ...params('disk-full'), body: { source: scenario('Our disk') } },
    { ifMatch: before.version },
  );
  expect(changed).toMatchObject({ origin: 'changed', title: 'Our disk' });
  await storeShipped(db, [{ kind: 'scenario', key: 'disk-full', source: scenario('A later text') }]);
  const titles = async () => (await loadDocuments(db, 'scenario')).map(({ head }) => head.title);
  expect(await titles()).toEqual(['Our disk']);
  await admin.call(contract.removeDocument, params('disk-full'));
  expect(await titles()).toEqual(['A later text']);
  await expect(admin.call(contract.removeDocument, params('disk-full'))).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await admin.call(contract.restoreDocument, params('disk-full'));
  expect(await titles()).toEqual(['Our disk']);
});

test('a text that a stricter version can no longer read is left out, or is as it came', async () => {
  const { db } = await startTestServer();
  await storeShipped(db, [{ kind: 'scenario', key: 'kept', source: scenario('As it came') }]);
  await db.query(
    `update program_documents set own = 'not a file any more' where key = 'kept';
     insert into program_documents (kind, key, own) values ('scenario', 'lost', 'neither is this')`,
  );
  expect((await loadDocuments(db, 'scenario')).map(({ head }) => head.title)).toEqual(['As it came']);
});

test('a file with faults is refused with their lines, and only those who manage the program read what is in it', async () => {
  const server = await startTestServer();
  const source = scenario('Wrong').replace('severity: 2', 'severity: 9').replace('minutes: 30', 'minutes: many');
  await expect(
    server.admin.call(contract.createDocument, { params: { kind: 'scenario' }, body: { key: 'wrong', source } }),
  ).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [
      { path: 'body.source', message: 'Line 5: severity: must be 1, 2, 3, 4 or 5.' },
      { path: 'body.source', message: 'Line 6: minutes: must be a number.' },
    ],
  });
  const { browser } = await signInAs(server, 'responder');
  await expect(browser.call(contract.getDocument, params('disk-full'))).rejects.toMatchObject({ code: 'forbidden' });
});
