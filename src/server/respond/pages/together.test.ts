import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { createEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { addResponders, createPage } from '../../../contract/respond/pages/responses.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { acknowledgePage, declinePage } from './actions.ts';
import { askPerson, triggerAlert, worldOf } from './world-for-tests.ts';

const step = (people: { id: number }[], modes: Partial<EscalationStep> = {}): EscalationStep => ({
  delaySeconds: 300,
  targets: people.map(({ id }) => askPerson(id)),
  ifEmpty: 'skip',
  ...modes,
});
const together = { acknowledgedBy: 'everyone' as const };

/** Ada and Ben must acknowledge together; then Cleo. `alone`: there is no step for Cleo. */
async function scene({ alone = false, repeat = 0 } = {}) {
  const node = await startTestServer();
  const world = worldOf(node);
  const person = async (name: string) => {
    const hook = await receiver((_request, response) => response.end());
    const id = await world.person(name);
    await world.webhook(id, hook.url);
    const actor: Actor = { kind: 'person', personId: id, name, role: 'responder' };
    return { id, hook, ctx: { db: node.db, actor } };
  };
  const [ada, ben, cleo, kay] = [await person('Ada'), await person('Ben'), await person('Cleo'), await person('Kay')];
  const steps = [step([ada, ben], together), ...(alone ? [] : [step([cleo])])];
  const { id: policyId } = await node.admin.call(createEscalationPolicy, {
    body: { slug: 'together', name: 'Together', definition: { steps, repeat, catchAll: null } },
  });
  const serviceId = await world.service(policyId);
  const alertId = await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(() => ada.hook.seen.length === 1 && ben.hook.seen.length === 1);
  const { id } = (await node.admin.call(listPages, {})).items[0]!;
  const page = () => node.admin.call(getPage, { params: { id } });
  return { node, ada, ben, cleo, kay, id, page, alertId };
}

const add = (node: TestServer, id: number, personId: number) =>
  node.admin.call(addResponders, {
    params: { id },
    body: { targets: [{ kind: 'person', id: personId }], message: '', acknowledgesTogether: true },
  });

test('whoever declined is not waited for: the page ends when everybody else has acknowledged it', async () => {
  const { ada, ben, cleo, id, page } = await scene();
  await declinePage(ben.ctx, id);
  await eventually(() => cleo.hook.seen.length === 1);
  expect((await page()).acknowledgements.map(({ name }) => name)).toEqual(['Ada']);
  await acknowledgePage(ada.ctx, id);
  expect((await page()).state).toBe('acknowledged');
});

test('when the last one that a page waits for declines, it goes on at once, also when its next step asks the same people', async () => {
  const { node, ada, ben, id, page } = await scene({ alone: true, repeat: 1 });
  await acknowledgePage(ada.ctx, id);
  await declinePage(ben.ctx, id);
  const ended = await eventually(async () => {
    const now = await page();
    return now.exhaustedAt === null ? undefined : now;
  });
  expect(ended.state).toBe('open');
  expect(ended.problems.map(({ code }) => code)).toContain('policy_exhausted');
  expect(ada.hook.seen).toHaveLength(1);
  const loud = await node.db.query("select from events where kind = 'page.exhausted' and subject_id = $1", [id]);
  expect(loud.rowCount).toBe(1);
  await acknowledgePage(ada.ctx, id);
  expect((await page()).state).toBe('acknowledged');
});

test('whoever declined and acknowledges after all does not answer for the others', async () => {
  const { ada, ben, id, page } = await scene();
  await declinePage(ben.ctx, id);
  await acknowledgePage(ben.ctx, id);
  const now = await page();
  expect([now.state, now.declinedBy]).toEqual(['open', []]);
  expect(now.acknowledgements.map(({ name, acknowledgedAt }) => [name, acknowledgedAt !== null])).toEqual([
    ['Ada', false],
    ['Ben', true],
  ]);
  await acknowledgePage(ada.ctx, id);
  expect((await page()).state).toBe('acknowledged');
});

test('a person who was disabled meanwhile is not waited for', async () => {
  const { node, ada, ben, id, page } = await scene();
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ben.id]);
  await acknowledgePage(ada.ctx, id);
  expect((await page()).state).toBe('acknowledged');
});

test('a responder who is acknowledged together with a page is paged on while others must acknowledge that page', async () => {
  const { node, ada, ben, kay, id, page } = await scene();
  await add(node, id, kay.id);
  await eventually(() => kay.hook.seen.length === 1);
  await acknowledgePage(ada.ctx, id);
  const held = await page();
  expect([held.state, ...held.responders.map(({ state }) => state)]).toEqual(['open', 'open']);
  await acknowledgePage(ben.ctx, id);
  const ended = await page();
  expect([ended.state, ...ended.responders.map(({ state }) => state)]).toEqual(['acknowledged', 'acknowledged']);
});

test('of a responder whom the page asked too, the acknowledgement ends their own page and counts for them in the other', async () => {
  const { node, ada, ben, id, page } = await scene();
  const { items } = await add(node, id, ada.id);
  await acknowledgePage(ada.ctx, items[0]!.pageId);
  const held = await page();
  expect([held.state, ...held.responders.map(({ state }) => state)]).toEqual(['open', 'acknowledged']);
  await acknowledgePage(ben.ctx, id);
  expect((await page()).state).toBe('acknowledged');
});

test('acknowledging another page of the same alert leaves open the one that others must acknowledge', async () => {
  const { node, ada, id, page, alertId } = await scene();
  const other = await node.admin.call(createPage, {
    body: { target: askPerson(ada.id), title: 'Look at this', message: '', severity: 2, alertId },
  });
  await acknowledgePage(ada.ctx, other.id);
  expect((await page()).state).toBe('open');
  const states = await node.db.query('select state from alerts where id = $1', [alertId]);
  expect(states.rows).toEqual([{ state: 'triggered' }]);
  expect((await node.admin.call(getPage, { params: { id: other.id } })).state).toBe('acknowledged');
  expect(id).not.toBe(other.id);
});
