import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import {
  addMyContactMethod,
  listMyContactMethods,
  sendMyVerification,
  verifyMyContactMethod,
} from '../../../contract/directory/contact-methods.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { confirmTabMessage, listTabMessages } from '../../../contract/respond/tab-messages.ts';

type Person = Awaited<ReturnType<typeof signInAs>>;

const waitingOf = async ({ browser }: Person, browserId: string) =>
  (await browser.call(listTabMessages, { query: { browserId } })).items;

/** Adds this browser and proves it, as the tab does: shows the message, and gives the code of its link back. */
async function useTab(person: Person, browserId: string) {
  const body = { channel: 'tab', label: 'Laptop', settings: { browserId, deviceName: 'Laptop' } };
  const method = await person.browser.call(addMyContactMethod, { body });
  const params = { id: method.id };
  const sending = person.browser.call(sendMyVerification, { params });
  const message = await eventually(async () => (await waitingOf(person, browserId))[0]);
  await person.browser.call(confirmTabMessage, { params: { id: message.id }, body: { browserId } });
  expect(await sending).toEqual({ sent: true, reason: null });
  await person.browser.call(verifyMyContactMethod, {
    params,
    body: { code: new URL(message.link!).hash.slice(1) },
  });
  return method;
}

test('a page is sent when the open tab says that it was shown, and not before', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const browserId = randomUUID();
  await useTab(ada, browserId);
  const source = await worldThrough(server).paging([askPerson(ada)]);
  await sendEvent(source, { key: 'disk', title: 'Disk almost full' });
  const message = await eventually(async () => (await waitingOf(ada, browserId))[0]);
  expect(message).toMatchObject({ kind: 'page', title: expect.stringContaining('Disk almost full') });
  const [page] = (await ada.browser.call(listPages, {})).items;
  const notification = async () =>
    (await ada.browser.call(getPage, { params: { id: page!.id } })).notifications[0]!.state;
  expect(await notification()).toBe('sending');

  const eve = await signInAs(server, 'responder', 'Eve');
  expect(await waitingOf(eve, randomUUID())).toEqual([]);
  const asEve = { params: { id: message.id }, body: { browserId: randomUUID() } };
  await expect(eve.browser.call(confirmTabMessage, asEve)).rejects.toMatchObject({ status: 404 });
  expect(await notification()).toBe('sending');

  await ada.browser.call(confirmTabMessage, { params: { id: message.id }, body: { browserId } });
  await eventually(async () => (await notification()) === 'sent');
  expect(await waitingOf(ada, browserId)).toEqual([]);
});

test('a browser in which nothing is open is no success: it is tried again, and its owner sees why', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'responder', 'Ada');
  const browserId = randomUUID();
  await useTab(ada, browserId);
  const source = await worldThrough(server).paging([askPerson(ada)]);
  await sendEvent(source, { key: 'disk' });
  const reason = 'no open tab of this browser showed it';
  await eventually(async () => {
    const { items } = await ada.browser.call(listMyContactMethods, {});
    return items[0]!.lastOutcome === reason;
  }, 20_000);
  const [page] = (await ada.browser.call(listPages, {})).items;
  const { notifications } = await ada.browser.call(getPage, { params: { id: page!.id } });
  expect(notifications[0]!.attempts[0]).toMatchObject({ outcome: 'retry', detail: reason });
});
