import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createDocument, listDocuments } from '../../../contract/program/documents.ts';
import { draftDrillScenario, planDrill } from '../../../contract/program/drills.ts';
import { declareIncident, moveIncident } from '../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { addIncidentNote } from '../../../contract/respond/incidents/timeline.ts';

test('A past incident becomes a scenario without names and addresses, saved by nobody until it is saved, and played like any other', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const mara = await signInAs(server, 'responder', 'Mara Nowak');
  const { id } = await server.admin.call(declareIncident, {
    body: { title: 'Orders stop on db-3.prod.acme.com', severity: 2, summary: 'Mara saw it first.' },
  });
  const params = { id };
  await expect(server.admin.call(draftDrillScenario, { params })).rejects.toMatchObject({ code: 'state_conflict' });
  await server.clock.advance('4 minutes');
  await mara.browser.call(takeIncidentRole, { params, body: { role: 'commander' } });
  await server.clock.advance('8 minutes');
  await mara.browser.call(addIncidentNote, {
    params,
    body: { text: 'Disk of db-3.prod.acme.com is full', isKey: true },
  });
  await server.admin.call(moveIncident, { params, body: { to: 'resolved' } });

  await expect(mara.browser.call(draftDrillScenario, { params })).rejects.toMatchObject({ code: 'forbidden' });
  const { key, source } = await server.admin.call(draftDrillScenario, { params });
  expect(source).not.toMatch(/Mara|Nowak|acme/);
  expect(source).toContain('    hope: "Back then: Incident commander: Person A"');
  expect(source).toContain('  - at: 12\n    tell: "Disk of host-1.example is full"');
  const { items } = await server.admin.call(listDocuments, { params: { kind: 'scenario' } });
  expect(items.map((item) => item.key)).not.toContain(key);

  await server.admin.call(createDocument, { params: { kind: 'scenario' }, body: { key, source } });
  const drill = await server.admin.call(planDrill, { body: { scenarioKey: key } });
  expect(drill).toMatchObject({ title: 'Orders stop on host-1.example', format: 'wheel', severity: 2 });
});
