import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';

/** The webhook is narrowed to a service whose policy calls it. */
const document = {
  people: [{ email: 'ada@example.org', name: 'Ada' }],
  escalationPolicies: [
    {
      slug: 'calls',
      name: 'Calls',
      steps: [{ delaySeconds: 60, targets: [{ person: 'ada@example.org' }], webhooks: ['Runner'] }],
    },
  ],
  services: [{ slug: 'checkout', name: 'Checkout', escalationPolicy: 'calls' }],
  outgoingWebhooks: [{ name: 'Runner', url: 'http://127.0.0.1:9/run', services: ['checkout'] }],
};

test('a step names the outgoing webhook that it calls, which may be narrowed to a service with that policy', async () => {
  const server = await startTestServer();
  const plan = (of: Record<string, unknown>) =>
    server.admin.call(planConfiguration, { body: { document: of, prune: false } });
  const apply = (of: Record<string, unknown>, prune: boolean) =>
    server.admin.call(applyConfiguration, { body: { document: of, prune } });
  const { changes } = await apply(document, false);
  expect(changes.filter(({ change }) => change === 'create').map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['outgoingWebhook', 'escalationPolicy', 'service']),
  );
  expect((await plan(document)).hasChanges).toBe(false);
  const { document: exported } = await server.admin.call(exportConfiguration, { query: { secrets: 'true' } });
  expect(exported).toMatchObject({
    escalationPolicies: [{ steps: [{ webhooks: ['Runner'] }] }],
    outgoingWebhooks: [{ name: 'Runner', services: ['checkout'] }],
  });
  expect((await plan(exported)).hasChanges).toBe(false);
  const [policy] = document.escalationPolicies;
  const unknown = { escalationPolicies: [{ ...policy, steps: [{ ...policy!.steps[0], webhooks: ['Nobody'] }] }] };
  await expect(plan(unknown)).rejects.toMatchObject({
    errors: [expect.objectContaining({ path: expect.stringContaining('steps[0].webhooks[0]') })],
  });
  const { changes: removed } = await apply({ escalationPolicies: [], services: [], outgoingWebhooks: [] }, true);
  expect(removed.filter(({ change }) => change === 'delete').map(({ kind }) => kind)).toEqual([
    ...['service', 'escalationPolicy', 'outgoingWebhook'],
  ]);
});
