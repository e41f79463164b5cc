import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { buttonOf, startSlack } from '../../../../test/stand-ins/slack.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { addProvider, readProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';

const member = 'U0123ABCD';

test('a press in a chat takes the page of who is linked, its message changes, and a stranger is told how to link', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const { hookUrl } = await node.admin.call(readProvider, { params: { id } });
  const ada = await world.person('Ada');
  const methodId = await world.method(ada, 'slack', { to: member });
  await node.db.query('update contact_methods set identity_hash = $2, provider_id = $3 where id = $1', [
    methodId,
    hashIdentity('slack', member),
    id,
  ]);
  await world.rule(ada, methodId, 0);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)], 3600)));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title: 'High error rate' });

  const other = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Other', position: 1, settings: { apiUrl, botToken, signingSecret } },
  });
  const otherUrl = (await node.admin.call(readProvider, { params: { id: other.id } })).hookUrl!;

  const call = async (body: string, url = hookUrl!) => {
    const reply = await fetch(url, { method: 'POST', ...slack.signed(body) });
    return { status: reply.status, text: await reply.text() };
  };
  const pressAs = (user: string, url?: string) =>
    call(slack.form(slack.press(buttonOf(slack.posted[0]!, 'acknowledge'), user)), url);
  const page = async () => {
    const { items } = await node.admin.call(listPages, {});
    const found = items.find(({ service }) => service !== null)!;
    return node.admin.call(getPage, { params: { id: found.id } });
  };

  await eventually(() => slack.posted.length === 1);
  expect((await pressAs('U0STRANGER')).status).toBe(200);
  const told = (at: number) => eventually(() => slack.told[at]?.text);
  expect(await told(0)).toContain('Sign in with this link within 15 minutes to link it and acknowledge');
  expect(await told(0)).toContain('/me/link#');
  // The same name, on another server than the one that the contact method is bound to.
  await pressAs(member, otherUrl);
  expect(await told(1)).toContain('/me/link#');
  expect((await page()).state).toBe('open');

  expect((await pressAs(member)).status).toBe(200);
  expect(await told(2)).toBe('Acknowledged. It is yours: High error rate');
  expect((await page()).acknowledgedBy?.name).toBe('Ada');
  const changed = await eventually(() => slack.posted.find(({ method }) => method === 'chat.update'));
  expect(changed.text).toBe('Acknowledged by Ada: [SEV2] Checkout: High error rate');

  const ask = (user_id: string) =>
    call(new URLSearchParams({ command: '/evenkeel', text: '', user_id, trigger_id: '1.2' }).toString());
  expect((await ask(member)).text).toContain('There is no schedule yet.');
  expect((await ask('U0STRANGER')).text).toContain('Sign in with this link within 15 minutes to link it. ');
  expect((await fetch(hookUrl!, { method: 'POST', body: 'command=/evenkeel' })).status).toBe(401);
});
