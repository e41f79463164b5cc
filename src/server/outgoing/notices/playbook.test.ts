import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { readMyNoticeSettings, replaceMyNoticeSettings } from '../../../contract/outgoing/notices.ts';
import * as contract from '../../../contract/program/playbook.ts';
import { rows, transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { queueNotices } from './queue.ts';
import { loadReaders } from './settings-store.ts';

test('Who has not confirmed the playbook is told once when a version is published, and then once a week until they have', async () => {
  const server = await startTestServer();
  const { admin, db, clock } = server;
  await clock.set('2027-05-05T12:00:00Z');
  const ada = await signInAs(server, 'responder', 'Ada');
  const kay = await signInAs(server, 'responder', 'Kay');
  await signInAs(server, 'viewer', 'Vi');
  const { kinds, quietHours } = await kay.browser.call(readMyNoticeSettings, {});
  const off = { ...kinds, playbookToConfirm: { isOn: false, contactMethodId: null } };
  await kay.browser.call(replaceMyNoticeSettings, { body: { kinds: off, quietHours } });
  /** All that was ever told, after another look. */
  const told = async () => {
    await transaction(db, async (tx) => {
      const nowMs = await readNowMs(tx);
      await queueNotices(tx, await noticesByClock(tx, await loadReaders(tx, null), nowMs), nowMs);
    });
    const found = "select person_id, title, text, path from notices where kind = 'playbookToConfirm' order by id";
    return rows(db, found);
  };
  expect(await told()).toEqual([]);
  await admin.call(contract.publishPlaybook, { body: { note: 'The first one' } });
  const first = {
    ...{ personId: ada.id, title: 'Read and confirm version 1 of the playbook', text: 'The first one' },
    path: '/program/playbook/versions/1',
  };
  expect(await told()).toEqual([first]);
  await clock.advance('6 days');
  expect(await told()).toEqual([first]);
  await clock.advance('2 days');
  const again = { ...first, title: 'Version 1 of the playbook waits for you' };
  expect(await told()).toEqual([first, again]);
  // The session of a person is over by then.
  await db.query('insert into playbook_confirmations (version_id, person_id) values (1, $1)', [ada.id]);
  await clock.advance('7 days');
  expect(await told()).toEqual([first, again]);
});
