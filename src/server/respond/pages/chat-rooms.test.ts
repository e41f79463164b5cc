import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { buttonOf, startSlack } from '../../../../test/stand-ins/slack.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import {
  createEscalationPolicy,
  getEscalationPolicy,
  previewEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';
import { addProvider, changeProvider, readProvider, removeProvider } from '../../../contract/respond/providers.ts';
import { hashIdentity } from '../../directory/contact-methods/reachability.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { auditPaging, repair } from '../watchdog/audit.ts';
import { askPerson, notificationsOf, triggerAlert, worldOf } from './world-for-tests.ts';

const member = 'U0123ABCD';
const slackRoom = (providerId: number) => ({
  name: '#payments',
  channel: 'slack',
  providerId,
  settings: { to: 'C0123ABCD' },
});

async function scene() {
  const node = await startTestServer();
  const world = worldOf(node);
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await node.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const person = async (name: string) => {
    const hook = await receiver((_request, response) => response.end());
    const id = await world.person(name);
    await world.webhook(id, hook.url);
    return { id, hook };
  };
  const [ada, ben] = [await person('Ada'), await person('Ben')];
  const create = (steps: EscalationStep[]) =>
    node.admin.call(createEscalationPolicy, {
      body: { slug: 'rooms', name: 'Rooms', definition: { steps, repeat: 0, catchAll: null } },
    });
  const alertOf = async (steps: EscalationStep[]) => {
    const { id } = await create(steps);
    const serviceId = await world.service(id);
    return triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title: 'High error rate' });
  };
  const page = async () => {
    const found = await eventually(async () =>
      (await node.admin.call(listPages, {})).items.find(({ title }) => title === 'High error rate'),
    );
    return node.admin.call(getPage, { params: { id: found.id } });
  };
  const events = async (kind: string) =>
    (
      await node.db.query<{ data: Record<string, unknown> }>('select data from events where kind = $1 order by id', [
        kind,
      ])
    ).rows;
  return { node, world, slack, providerId, ada, ben, create, alertOf, page, events, room: slackRoom(providerId) };
}

const step = (targets: { id: number }[], more: Partial<EscalationStep> = {}): EscalationStep => ({
  ...{ delaySeconds: 300, targets: targets.map(({ id }) => askPerson(id)), ifEmpty: 'skip', ...more },
});

test('a step posts to a chat room beside its people; a press acts for whoever is linked, and the message changes', async () => {
  const { node, world, slack, providerId, ada, ben, alertOf, page, room, events } = await scene();
  const methodId = await world.method(ada.id, 'slack', { to: member });
  await node.db.query('update contact_methods set identity_hash = $2, disabled_at = null where id = $1', [
    methodId,
    hashIdentity('slack', member),
  ]);
  await world.rule(ada.id, methodId, 3600);
  await alertOf([step([ben], { chatRooms: [room] })]);
  await eventually(() => ben.hook.seen.length === 1 && slack.posted.length === 1);
  const [posted] = slack.posted;
  expect(posted!.channel).toBe('C0123ABCD');
  expect(JSON.stringify(posted)).toContain(`/pages/${(await page()).id}`);
  expect(JSON.stringify(posted)).not.toContain('/a/');

  const { hookUrl } = await node.admin.call(readProvider, { params: { id: providerId } });
  const press = (user: string) =>
    fetch(hookUrl!, {
      method: 'POST',
      ...slack.signed(slack.form(slack.press(buttonOf(posted!, 'acknowledge'), user))),
    });
  await press('U0STRANGER');
  await eventually(() => slack.told[0]?.text.includes('/me/link#'));
  expect((await page()).state).toBe('open');
  const { value: token } = buttonOf(posted!, 'acknowledge');
  expect((await fetch(`${node.url}/a/${token}`)).status).toBe(404);
  expect((await page()).state).toBe('open');

  await press(member);
  await eventually(async () => (await page()).state === 'acknowledged');
  const taken = await page();
  expect(taken.acknowledgedBy?.name).toBe('Ada');
  const changed = await eventually(() => slack.posted.find(({ method }) => method === 'chat.update'));
  expect(changed.text).toContain('Acknowledged by Ada');
  expect(taken.roomPosts).toMatchObject([{ room: '#payments', channel: 'slack', state: 'sent', stepIndex: 0 }]);
  expect(taken.notifications.map(({ person }) => person.name)).toEqual(['Ben']);
  expect((await events('notification.sent')).map(({ data }) => data.room)).toContain('#payments');
});

test('a chat that fails neither holds back nor hurries the people of its step', async () => {
  const { node, slack, ada, ben, alertOf, page, room, events } = await scene();
  slack.setFailure({ status: 503, body: 'down' });
  await alertOf([step([ada], { chatRooms: [room] }), step([ben])]);
  await eventually(() => ada.hook.seen.length === 1);
  for (const [index, wait] of ['6 seconds', '16 seconds', '46 seconds'].entries()) {
    await eventually(async () => (await events('notification.delayed')).length > index);
    await node.clock.advance(wait);
  }
  const failed = await eventually(async () => {
    const now = await page();
    return now.roomPosts[0]?.state === 'failed' ? now : undefined;
  });
  expect(failed.problems).toEqual([]);
  expect(failed.stepIndex).toBe(1);
  expect(ben.hook.seen).toHaveLength(0);
  await node.clock.advance('300 seconds');
  await eventually(() => ben.hook.seen.length === 1);
});

test('a step with only a chat room informs, waits its time, and counts as reaching nobody', async () => {
  const { node, slack, ada, alertOf, create, page, room } = await scene();
  const policy = await create([step([], { chatRooms: [room], delaySeconds: 120 }), step([ada])]);
  expect(policy.warnings.map(({ code, message }) => `${code}: ${message}`)).toContain(
    'step_only_rooms: Step 1 posts to a chat room and notifies nobody.',
  );
  const { moments } = await node.admin.call(previewEscalationPolicy, { params: { id: policy.id }, query: {} });
  expect(moments[0]).toMatchObject({ notifications: [], posts: [{ room: '#payments', channel: 'slack' }] });
  await node.db.query('delete from escalation_policies');

  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada.id]);
  const alertId = await alertOf([step([], { chatRooms: [room], delaySeconds: 120 }), step([ada])]);
  await eventually(() => slack.posted.length === 1);
  expect((await page()).exhaustedAt).toBeNull();
  await node.clock.advance('121 seconds');
  await eventually(async () => (await page()).exhaustedAt !== null);
  const paging = await node.admin.call(readAlertPaging, { params: { id: alertId } });
  expect(paging.outcome).toBe('nobody');
  expect(paging.sentence).toMatch(/^Nobody was paged: .*\. Posted to #payments, which pages nobody\.$/);
  // Nobody was reached, so the escalation runs again: a message in a room is no reason to rest.
  await node.clock.advance('6 minutes');
  await eventually(async () => {
    // A page that somebody else holds at this moment is left for the next look.
    await repair(node.db, await auditPaging(node.db));
    // What is told in the thread of the first message is posted as well.
    const found = await node.db.query("select from notifications where generation = 2 and state = 'sent'");
    return found.rowCount === 1;
  });
});

test('a policy names rooms that can be posted to, and somebody besides', async () => {
  const { node, world, ada, create, room, providerId } = await scene();
  const faults = (steps: EscalationStep[]) =>
    create(steps).then(
      () => [],
      (error: { errors: { path: string; message: string }[] }) =>
        error.errors.map(({ path, message }) => `${path}: ${message}`),
    );
  const at = 'body.definition.steps.0.chatRooms.0';
  const withRoom = (change: object) => [step([ada], { chatRooms: [{ ...room, ...change }] })];
  expect(await faults(withRoom({ settings: { to: member } }))).toEqual([
    `${at}.settings.to: This is a person. Give a room that several people read.`,
  ]);
  expect((await faults(withRoom({ settings: { to: '#payments' } })))[0]).toContain(`${at}.settings.to: must be`);
  expect(await faults(withRoom({ providerId: 999 }))).toEqual([`${at}.providerId: No provider has the id 999.`]);
  expect(await faults(withRoom({ channel: 'matrix' }))).toEqual([`${at}.providerId: Slack does not carry Matrix.`]);
  expect((await faults(withRoom({ channel: 'sms' })))[0]).toContain(`${at}.channel: Use one of: slack, `);
  expect(await faults([step([], { chatRooms: [room] })])).toEqual([
    'body.definition.steps: chat rooms and webhooks reach nobody: at least one step has to notify people',
  ]);
  const { id } = await create(withRoom({}));
  const methodId = await world.method(ada.id, 'slack', { to: member });
  await node.db.query('update contact_methods set provider_id = $2 where id = $1', [methodId, providerId]);
  const refusal = await node.admin.call(removeProvider, { params: { id: providerId } }).catch((error) => error);
  expect(`${refusal.status} ${refusal.message}`).toBe(
    '409 An escalation policy posts to chat rooms through it: Rooms. 1 contact method uses it, of Ada. Disable it, or change those first.',
  );
  await node.admin.call(changeProvider, { params: { id: providerId }, body: { enabled: false } });
  const { warnings } = await node.admin.call(getEscalationPolicy, { params: { id } });
  expect(warnings.map(({ message }) => message)).toContain(
    'Step 1 cannot post to #payments: its provider is disabled or gone.',
  );
});

test('a node of an earlier version pages people where a step only posts to a chat room', async () => {
  const { node, ada, ben, create, room } = await scene();
  const only = step([], { chatRooms: [room] });
  const { id } = await create([step([ada]), only, step([ben]), only]);
  const { rows } = await node.db.query('select definition from escalation_policies where id = $1', [id]);
  expect(rows[0].definition.steps.map(({ targets }: EscalationStep) => targets.map((target) => target.id))).toEqual([
    ...[[ada.id], [ben.id], [ben.id], [ben.id]],
  ]);
});

test('an acknowledgement voids what a chat room was still to be told', async () => {
  const { node, slack, ada, alertOf, page, room } = await scene();
  slack.setFailure({ status: 503, body: 'down' });
  await alertOf([step([ada], { chatRooms: [room] })]);
  await eventually(() => slack.requests.length === 1);
  await node.admin.call(acknowledgePage, { params: { id: (await page()).id } });
  const [told] = (await notificationsOf(node.db)).filter(({ channel }) => channel === 'chat-room');
  expect(told!.state).toBe('void');
});
