import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';

const documentWith = (provider: string) => ({
  people: [{ email: 'ada@example.org', name: 'Ada' }],
  providers: [{ kind: 'teams', name: 'Operations', settings: { url: 'http://127.0.0.1:9/workflow' } }],
  escalationPolicies: [
    {
      slug: 'rooms',
      name: 'Rooms',
      steps: [
        { delaySeconds: 60, chatRooms: [{ name: 'Operations', channel: 'teams', provider }] },
        { delaySeconds: 300, targets: [{ person: 'ada@example.org' }] },
      ],
    },
  ],
});

test('a chat room of a step names its provider, is exported as it was given, and applies again without a change', async () => {
  const server = await startTestServer();
  const plan = (document: Record<string, unknown>) =>
    server.admin.call(planConfiguration, { body: { document, prune: false } });
  await server.admin.call(applyConfiguration, { body: { document: documentWith('Operations'), prune: false } });
  expect((await plan(documentWith('Operations'))).hasChanges).toBe(false);
  const { document } = await server.admin.call(exportConfiguration, { query: { secrets: 'true' } });
  const [policy] = document.escalationPolicies as { steps: object[] }[];
  expect(policy!.steps).toEqual([
    {
      ...{ delaySeconds: 60, targets: [], ifEmpty: 'skip' },
      chatRooms: [{ name: 'Operations', channel: 'teams', provider: 'Operations', settings: {} }],
    },
    { delaySeconds: 300, targets: [{ person: 'ada@example.org' }], ifEmpty: 'skip' },
  ]);
  expect((await plan(document)).hasChanges).toBe(false);
  await expect(plan(documentWith('Nobody'))).rejects.toMatchObject({
    errors: [expect.objectContaining({ path: expect.stringContaining('steps[0].chatRooms[0].provider') })],
  });
});
