import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import { createRoute } from '../../../contract/detect/routes.ts';
import { createService } from '../../../contract/directory/services.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as contract from '../../../contract/resolve/runbooks.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { listIncidentTimeline } from '../../../contract/respond/incidents/timeline.ts';

const body = `# Roll back

Read this first.

- [ ] Stop the rollout
- [ ] Roll back {#roll-back}
  - [ ] Check the queue
`;

const input = (slug: string, more: object = {}) => ({ slug, title: `Runbook ${slug}`, body, ...more });

test('a runbook keeps its versions, refuses lost edits, and is found by its words', async () => {
  const { admin } = await startTestServer();
  const made = await admin.call(contract.createRunbook, { body: input('roll-back') });
  expect(made).toMatchObject({ version: 1, stepCount: 3, staleReasons: ['no-owner'] });
  expect(made.steps.map(({ id, depth }) => [id, depth])).toEqual([
    [expect.any(String), 0],
    ['roll-back', 0],
    [expect.any(String), 1],
  ]);
  const params = { id: made.id };
  const changed = input('roll-back', { body: 'Ask the owner.' });
  const second = await admin.call(contract.updateRunbook, { params, body: changed }, { ifMatch: 1 });
  expect(second).toMatchObject({ version: 2, body: 'Ask the owner.', staleReasons: ['no-owner', 'no-steps'] });
  await expect(admin.call(contract.updateRunbook, { params, body: changed }, { ifMatch: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  const versions = await admin.call(contract.listRunbookVersions, { params });
  expect(versions.items.map(({ version, stepCount }) => [version, stepCount])).toEqual([
    [2, 0],
    [1, 3],
  ]);
  const first = await admin.call(contract.getRunbookVersion, { params: { ...params, version: 1 } });
  expect(first.body).toBe(body);

  await admin.call(contract.createRunbook, { body: input('other') });
  const find = async (text: string) =>
    (await admin.call(contract.listRunbooks, { query: { text } })).items.map(({ slug }) => slug);
  expect(await find('ASK THE')).toEqual(['roll-back']);
  expect(await find('100%_')).toEqual([]);
  await expect(admin.call(contract.createRunbook, { body: input('other') })).rejects.toMatchObject({
    code: 'conflict',
  });
  await admin.call(contract.deleteRunbook, { params });
  await expect(admin.call(contract.getRunbook, { params })).rejects.toMatchObject({ code: 'not_found' });
  expect((await admin.call(contract.createRunbook, { body: input('roll-back') })).id).not.toBe(made.id);
});

test('a runbook fits an alert by its service, by its route, or by its own conditions', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const service = await admin.call(createService, { body: { slug: 'orders', name: 'Orders' } });
  const route = await admin.call(createRoute, {
    body: { slug: 'everything', name: 'Everything', condition: { all: [] }, outcome: {} },
  });
  const source = await worldThrough(server).source('pagerduty-events-v2', service.id);
  // A route counts from the moment when the node has read it.
  const alert = await eventually(async () => {
    await sendEvent(source, { key: randomUUID(), title: 'Disk full on orders' });
    const [newest] = (await admin.call(listAlerts, {})).items;
    const alert = newest && (await admin.call(getAlert, { params: { id: newest.id } }));
    return alert?.route?.id === route.id ? alert : undefined;
  });
  const disk = { all: [{ field: 'title' as const, operator: 'contains' as const, value: 'Disk full' }] };
  const memory = { all: [{ field: 'title' as const, operator: 'contains' as const, value: 'Memory' }] };
  await admin.call(contract.createRunbook, { body: input('by-service', { serviceIds: [service.id] }) });
  await admin.call(contract.createRunbook, { body: input('by-route', { routeIds: [route.id] }) });
  await admin.call(contract.createRunbook, { body: input('by-condition', { conditions: disk }) });
  await admin.call(contract.createRunbook, { body: input('for-memory', { conditions: memory }) });
  await admin.call(contract.createRunbook, { body: input('for-nothing') });
  const fitting = await admin.call(contract.listRunbooks, { query: { alertId: alert.id } });
  expect(fitting.items.map(({ slug }) => slug)).toEqual(['by-condition', 'by-route', 'by-service']);
  const ofService = await admin.call(contract.listRunbooks, { query: { serviceId: service.id } });
  expect(ofService.items.map(({ slug }) => slug)).toEqual(['by-service']);
  const incident = await admin.call(declareIncident, { body: { title: 'Orders', alertIds: [alert.id] } });
  const inIncident = await admin.call(contract.listIncidentRunbooks, { params: { id: incident.id } });
  expect(inIncident.fitting.map(({ slug }) => slug)).toEqual(['by-condition', 'by-route', 'by-service']);
  await expect(
    admin.call(contract.createRunbook, { body: input('for-all', { conditions: { all: [] } }) }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a runbook that is opened in an incident is ticked by people, and every tick is on the timeline once', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const runbook = await admin.call(contract.createRunbook, { body: input('roll-back') });
  const { id } = await admin.call(declareIncident, { body: { title: 'Slow checkout' } });
  const ada = await signInAs(server, 'responder', 'Ada');
  const open = () => ada.browser.call(contract.openRunbook, { params: { id }, body: { runbookId: runbook.id } });
  const [run, again] = await Promise.all([open(), open()]);
  expect(again.id).toBe(run.id);
  expect(run).toMatchObject({ doneCount: 0, runbookVersion: 1, openedBy: { name: 'Ada' }, isOutdated: false });

  const tick = (stepId: string, done: boolean) =>
    ada.browser.call(contract.tickRunbookStep, { params: { id: run.id, stepId }, body: { done } });
  await Promise.all([tick('roll-back', true), tick('roll-back', true)]);
  await admin.call(contract.updateRunbook, { params: { id: runbook.id }, body: input('roll-back', { body: 'New.' }) });
  const ticked = await tick(run.steps[0]!.id, true);
  expect(ticked).toMatchObject({ doneCount: 2, isOutdated: true, body, nextStepId: run.steps[2]!.id });
  expect(ticked.steps[1]).toMatchObject({ tickedBy: { name: 'Ada' }, tickedAt: expect.any(String) });
  const unticked = await tick('roll-back', false);
  expect(unticked).toMatchObject({ doneCount: 1, nextStepId: 'roll-back' });
  await expect(tick('no-such-step', true)).rejects.toMatchObject({ code: 'not_found' });

  const timeline = await admin.call(listIncidentTimeline, { params: { id }, query: { order: 'oldest-first' } });
  expect(timeline.items.filter(({ kind }) => kind === 'runbook').map(({ text }) => text)).toEqual([
    'Opened the runbook “Runbook roll-back”',
    'Done: “Roll back” of the runbook “Runbook roll-back”',
    'Done: “Stop the rollout” of the runbook “Runbook roll-back”',
    'Marked as not done: “Roll back” of the runbook “Runbook roll-back”',
  ]);
  await admin.call(contract.deleteRunbook, { params: { id: runbook.id } });
  const kept = await admin.call(contract.listIncidentRunbooks, { params: { id } });
  expect(kept.runs).toMatchObject([{ title: 'Runbook roll-back', doneCount: 1 }]);
});

test('a runbook that nobody touched for half a year, or that was reported wrong, says so', async () => {
  const { admin, clock } = await startTestServer();
  const team = await admin.call(createTeam, { body: { slug: 'owners', name: 'Owners' } });
  const { id } = await admin.call(contract.createRunbook, { body: input('old', { teamId: team.id }) });
  const params = { id };
  const stale = async () => (await admin.call(contract.getRunbook, { params })).staleReasons;
  expect(await stale()).toEqual([]);
  await clock.advance('181 days');
  expect(await stale()).toEqual(['old']);
  await admin.call(contract.reviewRunbook, { params, body: { verdict: 'right' } });
  expect(await stale()).toEqual([]);
  await clock.advance('181 days');
  const incident = await admin.call(declareIncident, { body: { title: 'Use it' } });
  await admin.call(contract.openRunbook, { params: { id: incident.id }, body: { runbookId: id } });
  const used = await admin.call(contract.getRunbook, { params });
  expect(used).toMatchObject({ staleReasons: [], lastUsedAt: expect.any(String) });
  await admin.call(contract.reviewRunbook, { params, body: { verdict: 'wrong', note: 'Step 2 is gone' } });
  expect(await stale()).toEqual(['reported-wrong']);
});
