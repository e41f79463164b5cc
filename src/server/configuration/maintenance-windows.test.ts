import { expect, test } from 'vitest';
import { sharedServer } from '../../../test/harness/server.ts';
import { cancelMaintenanceWindow, listMaintenanceWindows } from '../../contract/detect/maintenance-windows.ts';
import { applyConfiguration, exportConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';

const server = sharedServer();

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function world(window: object = {}) {
  return {
    services: [
      { slug: 'shop', name: 'Shop' },
      { slug: 'search', name: 'Search' },
    ],
    maintenanceWindows: [
      { title: 'Move of the database', services: ['shop'], startsAt: inHours(24), endsAt: inHours(28), ...window },
    ],
  };
}

test('a maintenance window of a document is made once, follows the document, and is neither exported nor pruned', async () => {
  const { admin } = await server();
  const apply = (document: Record<string, unknown>, prune = false) =>
    admin.call(applyConfiguration, { body: { document, prune } });
  const first = world();
  await apply(first);
  expect((await admin.call(planConfiguration, { body: { document: first } })).hasChanges).toBe(false);

  const changed = world({ services: ['search', 'shop'], startsAt: inHours(-1), endsAt: inHours(3) });
  const plan = await apply(changed);
  expect(plan.changes.find(({ kind }) => kind === 'maintenanceWindow')).toMatchObject({ change: 'update' });
  expect((await admin.call(planConfiguration, { body: { document: changed } })).hasChanges).toBe(false);
  const windows = async () => (await admin.call(listMaintenanceWindows, { query: {} })).items;
  expect(await windows()).toMatchObject([{ title: 'Move of the database', state: 'running' }]);

  await apply({ services: changed.services }, true);
  const { document } = await admin.call(exportConfiguration, { query: {} });
  expect(document).not.toHaveProperty('maintenanceWindows');

  // One that somebody has ended stays as it is; a document that still has it makes another.
  const [running] = await windows();
  await admin.call(cancelMaintenanceWindow, { params: { id: running!.id } });
  await apply(changed);
  expect(await windows()).toHaveLength(1);
});
