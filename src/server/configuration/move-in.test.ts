import { expect, test } from 'vitest';
import { sharedServer } from '../../../test/harness/server.ts';
import { convertExport } from '../../contract/move-in/conversion.ts';
import { applyConfiguration, planConfiguration } from '../../contract/platform/configuration.ts';
import { oncallOrganisation } from '../../domain/move-in/oncall/organisation-for-tests.ts';
import { asBackupFolder, opsgenieOrganisation } from '../../domain/move-in/opsgenie/organisation-for-tests.ts';
import { pagerdutyOrganisation } from '../../domain/move-in/pagerduty/organisation-for-tests.ts';

const server = sharedServer();

test('an export is converted to a document that can be planned and applied; afterwards only what is new is in it', async () => {
  const { admin } = await server();
  const files = asBackupFolder(opsgenieOrganisation(11, { people: 6, teams: 2, schedules: 3 }, Date.now()));
  const { document, findings } = await admin.call(convertExport, { params: { tool: 'opsgenie' }, body: { files } });
  expect(findings.filter(({ outcome }) => outcome === 'kept').length).toBeGreaterThan(5);
  expect((await admin.call(planConfiguration, { body: { document } })).hasChanges).toBe(true);
  await admin.call(applyConfiguration, { body: { document } });

  const again = await admin.call(convertExport, { params: { tool: 'opsgenie' }, body: { files } });
  expect(again.document).not.toHaveProperty('people');
  expect(again.moved.people).toHaveLength(6);
  expect((await admin.call(planConfiguration, { body: { document: again.document } })).hasChanges).toBe(false);
  const adding = await admin.call(convertExport, { params: { tool: 'opsgenie' }, body: { files, addOnly: true } });
  expect(adding.document).not.toHaveProperty('schedules');
});

test('a fault of an export is refused with its file and field', async () => {
  const { admin } = await server();
  const files = [{ path: 'OpsGenieBackups/teams/payments.json', text: '{"team":{"id":"t1"}}' }];
  await expect(admin.call(convertExport, { params: { tool: 'opsgenie' }, body: { files } })).rejects.toMatchObject({
    code: 'invalid_input',
    errors: [{ path: 'OpsGenieBackups/teams/payments.json: name' }],
  });
});

test('exports of every tool are converted, and one of several megabytes as well', async () => {
  const { admin } = await server();
  const size = { people: 6, teams: 2, schedules: 3 };
  const oncall = JSON.stringify(oncallOrganisation(4, size, Date.now()));
  const dump = pagerdutyOrganisation(4, size, Date.now());
  const large = { ...dump, incidents: Array.from({ length: 40_000 }, (_, id) => ({ id, title: 'A'.repeat(50) })) };
  for (const [tool, text] of [
    ['oncall', oncall],
    ['pagerduty', JSON.stringify(large)],
  ] as const) {
    const { document, moved } = await admin.call(convertExport, {
      params: { tool },
      body: { files: [{ path: 'export.json', text }] },
    });
    expect(moved.people).toHaveLength(6);
    expect((await admin.call(planConfiguration, { body: { document } })).hasChanges).toBe(true);
  }
  expect(JSON.stringify(large).length).toBeGreaterThan(2_000_000);
});
