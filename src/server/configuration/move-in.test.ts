import { expect, test } from 'vitest';
import { sharedServer } from '../../../test/harness/server.ts';
import { convertOpsgenieExport } from '../../contract/move-in/conversion.ts';
import { applyConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';
import { asBackupFolder, opsgenieOrganisation } from '../../domain/move-in/opsgenie/organisation-for-tests.ts';

const server = sharedServer();

test('an export is converted to a document that can be planned and applied; afterwards only what is new is in it', async () => {
  const { admin } = await server();
  const files = asBackupFolder(opsgenieOrganisation(11, { people: 6, teams: 2, schedules: 3 }, Date.now()));
  const { document, findings } = await admin.call(convertOpsgenieExport, { body: { files } });
  expect(findings.filter(({ outcome }) => outcome === 'kept').length).toBeGreaterThan(5);
  expect((await admin.call(planConfiguration, { body: { document } })).hasChanges).toBe(true);
  await admin.call(applyConfiguration, { body: { document } });

  const again = await admin.call(convertOpsgenieExport, { body: { files } });
  expect(again.document).not.toHaveProperty('people');
  expect(again.moved.people).toHaveLength(6);
  expect((await admin.call(planConfiguration, { body: { document: again.document } })).hasChanges).toBe(false);
  const adding = await admin.call(convertOpsgenieExport, { body: { files, addOnly: true } });
  expect(adding.document).not.toHaveProperty('schedules');
});

test('a fault of an export is refused with its file and field', async () => {
  const { admin } = await server();
  const files = [{ path: 'OpsGenieBackups/teams/payments.json', text: '{"team":{"id":"t1"}}' }];
  await expect(admin.call(convertOpsgenieExport, { body: { files } })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'OpsGenieBackups/teams/payments.json: name' }],
  });
});
