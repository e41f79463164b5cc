import { expect, test } from 'vitest';
import { signInAs } from '../../../../../test/harness/people.ts';
import { listMyContactMethods } from '../../../../contract/directory/contact-methods.ts';
import { acceptChatLink, readChatLink } from '../../../../contract/respond/chat-links.ts';
import { acknowledgePage } from '../../../../contract/respond/pages/responses.ts';
import { pagedInSlack } from './paged-in-slack-for-tests.ts';

test('a press by somebody unknown is done when they have signed in with their link, and the account is theirs', async () => {
  const { node, page, press, open } = await pagedInSlack();
  const ada = (await signInAs(node, 'responder', 'Ada')).browser;
  const token = await press('U0ADA0000');
  const shown = {
    ...{ channel: 'Slack', account: 'Member U0ADA0000', providerName: 'Acme' },
    wish: { action: 'acknowledge', title: 'High error rate', severity: 2, already: null },
  };
  expect(await ada.call(readChatLink, open(token))).toMatchObject(shown);
  expect(await ada.call(readChatLink, open(token))).toMatchObject(shown);
  expect((await page()).state).toBe('open');

  const { done } = await ada.call(acceptChatLink, open(token));
  expect(done).toEqual({ isDone: true, text: 'Acknowledged. It is yours: High error rate' });
  expect((await page()).acknowledgedBy?.name).toBe('Ada');
  const { items } = await ada.call(listMyContactMethods, {});
  expect(items).toMatchObject([{ channel: 'slack', hint: 'Member U0ADA0000', verifiedAt: expect.any(String) }]);
  expect(await press('U0ADA0000', 'resolve')).toBe('Resolved: High error rate');
});

test('a link works once, for fifteen minutes, and an account’s next link ends the one before', async () => {
  const { node, press, open } = await pagedInSlack();
  const ada = (await signInAs(node, 'responder', 'Ada')).browser;
  const bob = (await signInAs(node, 'responder', 'Bob')).browser;
  const first = await press('U0ADA0000');
  const second = await press('U0ADA0000');
  await expect(ada.call(acceptChatLink, open(first))).rejects.toMatchObject({ code: 'not_found' });
  const tries = await Promise.allSettled([ada, bob].map((who) => who.call(acceptChatLink, open(second))));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(ada.call(readChatLink, open(second))).rejects.toMatchObject({ code: 'not_found' });

  const late = await press('U0EVE0000');
  await node.clock.advance('16 minutes');
  await expect(bob.call(readChatLink, open(late))).rejects.toMatchObject({ code: 'not_found' });
  await expect(bob.call(acceptChatLink, open('x'))).rejects.toMatchObject({ code: expect.any(String) });
});

test('what is over by then is not done again, and an account that somebody else has stays theirs', async () => {
  const { node, page, press, open } = await pagedInSlack();
  const ada = (await signInAs(node, 'responder', 'Ada')).browser;
  const bob = (await signInAs(node, 'responder', 'Bob')).browser;
  const ofAda = await press('U0ADA0000');
  await node.admin.call(acknowledgePage, { params: { id: (await page()).id } });
  expect((await ada.call(readChatLink, open(ofAda))).wish!.already).toMatch(/^Already acknowledged/);
  expect((await ada.call(acceptChatLink, open(ofAda))).done).toMatchObject({ isDone: false });

  const ofBob = await press('U0BOB0000');
  await node.db.query(
    `update contact_methods set identity_hash = (select identity_hash from chat_links limit 1) where hint like '%ADA%'`,
  );
  await expect(bob.call(acceptChatLink, open(ofBob))).rejects.toMatchObject({
    code: 'state_conflict',
    detail: 'This account is already linked to Ada.',
  });
  expect((await bob.call(listMyContactMethods, {})).items).toEqual([]);
});

test('a link is for people in a browser: no token opens it', async () => {
  const { node, press, open } = await pagedInSlack();
  const token = await press('U0ADA0000');
  await expect(node.admin.call(readChatLink, open(token))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(node.admin.call(acceptChatLink, open(token))).rejects.toMatchObject({ code: 'forbidden' });
});
