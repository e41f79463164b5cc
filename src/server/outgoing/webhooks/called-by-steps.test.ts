import { expect, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import {
  createOutgoingWebhook,
  deleteOutgoingWebhook,
  updateOutgoingWebhook,
} from '../../../contract/outgoing/webhooks.ts';
import { readAlertPaging } from '../../../contract/respond/coverage.ts';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import {
  createEscalationPolicy,
  getEscalationPolicy,
  listCallableWebhooks,
  previewEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { receiver } from '../../respond/channels/receiver-for-tests.ts';
import { askPerson, triggerAlert, worldOf } from '../../respond/pages/world-for-tests.ts';

/** A delivery passes two loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 30_000);

async function scene() {
  const node = await startTestServer();
  const world = worldOf(node);
  let status = 204;
  const program = await receiver((_request, response) => response.writeHead(status).end());
  // Its filter fits nothing of a page: a step that calls it is enough.
  const { id: webhookId } = await node.admin.call(createOutgoingWebhook, {
    body: { name: 'Runbook runner', url: program.url, kinds: ['incident'], severities: [5] },
  });
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const create = (steps: EscalationStep[]) =>
    node.admin.call(createEscalationPolicy, {
      body: { slug: 'calls', name: 'Calls', definition: { steps, repeat: 0, catchAll: null } },
    });
  const page = async () => {
    // The installation may page about itself after such a leap of its clock.
    const found = await eventually(async () =>
      (await node.admin.call(listPages, {})).items.find(({ service }) => service?.name === 'Checkout'),
    );
    return node.admin.call(getPage, { params: { id: found.id } });
  };
  const setStatus = (next: number) => {
    status = next;
  };
  return { node, world, program, webhookId, hook, ada, create, page, setStatus };
}

const step = (more: Partial<EscalationStep>): EscalationStep => ({
  ...{ delaySeconds: 120, targets: [], ifEmpty: 'skip', ...more },
});

test('a step calls an outgoing webhook, which counts as reaching nobody; a receiver that fails holds back nobody', async () => {
  const { node, world, program, webhookId, hook, ada, create, page, setStatus } = await scene();
  setStatus(500);
  const policy = await create([
    step({ webhooks: [webhookId] }),
    step({ webhooks: [webhookId], targets: [askPerson(ada)] }),
  ]);
  expect(policy.warnings.map(({ message }) => message)).toContain('Step 1 calls a webhook and notifies nobody.');
  const { moments } = await node.admin.call(previewEscalationPolicy, { params: { id: policy.id }, query: {} });
  expect(moments[0]).toMatchObject({ notifications: [], calls: [{ webhook: 'Runbook runner', stepIndex: 0 }] });
  expect(moments[1]).toMatchObject({ notifications: [{ personName: 'Ada' }], calls: [{ webhook: 'Runbook runner' }] });

  const serviceId = await world.service(policy.id);
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2, title: 'High error rate' });
  await eventually(() => program.seen.length >= 1);
  expect(JSON.parse(program.seen[0]!.body)).toMatchObject({
    type: 'page.stepReached',
    data: {
      ...{ severity: 2, subject: { kind: 'page', name: 'High error rate' }, services: [{ name: 'Checkout' }] },
      details: { stepIndex: 0, round: 0, generation: 1, webhooks: [{ id: webhookId, name: 'Runbook runner' }] },
    },
  });
  expect(program.seen[0]!.headers['webhook-signature']).toMatch(/^v1,/);
  expect((await page()).webhookCalls).toMatchObject([{ webhook: { name: 'Runbook runner' }, state: 'pending' }]);
  expect(hook.seen).toHaveLength(0);
  await node.clock.advance('121 seconds');
  await eventually(() => hook.seen.length === 1);
  const { ladder } = await page();
  expect(ladder.steps.map(({ webhooks }) => webhooks)).toEqual([['Runbook runner'], ['Runbook runner']]);
  setStatus(204);
  // What was refused before has been written down, so that its pause is over.
  const underWay = () => node.db.query("select from outgoing_deliveries where state = 'sending'");
  await eventually(async () => (await underWay()).rowCount === 0);
  await node.clock.advance('15 minutes');
  await eventually(async () => (await page()).webhookCalls.some(({ state }) => state === 'delivered'));

  await expect(node.admin.call(deleteOutgoingWebhook, { params: { id: webhookId } })).rejects.toMatchObject({
    status: 409,
    message: 'An escalation policy calls it: Calls. Disable it, or take it out of those first.',
  });
  await node.admin.call(updateOutgoingWebhook, { params: { id: webhookId }, body: { enabled: false } });
  const { warnings } = await node.admin.call(getEscalationPolicy, { params: { id: policy.id } });
  expect(warnings.map(({ message }) => message)).toContain(
    'Step 1 cannot call Runbook runner: it is disabled or gone.',
  );
  expect((await node.admin.call(listCallableWebhooks, {})).items).toEqual([
    { id: webhookId, name: 'Runbook runner', isDisabled: true },
  ]);
});

test('where only a webhook was called, nobody was paged; a policy needs somebody, and webhooks that exist', async () => {
  const { node, world, program, webhookId, ada, create, page } = await scene();
  const faults = (steps: EscalationStep[]) =>
    create(steps).catch((error: { errors: { path: string; message: string }[] }) =>
      error.errors.map(({ path, message }) => `${path}: ${message}`),
    );
  expect(await faults([step({ webhooks: [webhookId] })])).toEqual([
    'body.definition.steps: chat rooms and webhooks reach nobody: at least one step has to notify people',
  ]);
  expect(await faults([step({ webhooks: [999], targets: [askPerson(ada)] })])).toEqual([
    'body.definition.steps.0.webhooks.0: No outgoing webhook has the id 999.',
  ]);
  const policy = await create([step({ webhooks: [webhookId] }), step({ targets: [askPerson(ada)] })]);
  const { rows } = await node.db.query('select definition from escalation_policies where id = $1', [policy.id]);
  // A node of an earlier version notifies people where it knows no webhooks.
  expect(rows[0].definition.steps.map(({ targets }: EscalationStep) => targets.length)).toEqual([1, 1]);
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada]);
  const serviceId = await world.service(policy.id);
  const alertId = await triggerAlert(node.db, { sourceId: await world.source(), serviceId, severity: 2 });
  await eventually(() => program.seen.length === 1);
  await node.clock.advance('121 seconds');
  await eventually(async () => (await page()).exhaustedAt !== null);
  const paging = await node.admin.call(readAlertPaging, { params: { id: alertId } });
  expect(paging.outcome).toBe('nobody');
  expect(paging.sentence).toMatch(/^Nobody was paged: .*\. Called Runbook runner, which pages nobody\.$/);
});
