/** Every format is walked from its plan to its report, with a scenario that ships. */
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, worldThrough } from '../../../../test/harness/world.ts';
import { createSource } from '../../../contract/detect/sources.ts';
import { createActionItem } from '../../../contract/learn/action-items.ts';
import * as consoleContract from '../../../contract/program/drill-console.ts';
import { drillFormatKeys, scoreKeys } from '../../../contract/program/drill-keys.ts';
import * as contract from '../../../contract/program/drills.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';

async function scene() {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const { admin } = server;
  const world = worldThrough(server);
  const leader = await signInAs(server, 'responder', 'Lena Leader');
  const player = await signInAs(server, 'responder', 'Paul Player');
  const policy = await world.policy([askPerson(player)]);
  const service = await world.service(policy.id);
  const { id: sourceId } = await admin.call(createSource, {
    body: { slug: 'monitoring', name: 'Monitoring', type: 'alertmanager-webhook', serviceId: service.id },
  });
  return { server, admin, leader, player, sourceId };
}

test.for(
  drillFormatKeys,
)('A drill of the format %s is planned, led, played, scored, and leaves a report', async (format) => {
  const { admin, leader, player, sourceId } = await scene();
  const { scenarios } = await admin.call(contract.listDrillScenarios, {});
  const scenario = scenarios.find((each) => each.format === format)!;
  const planned = await admin.call(contract.planDrill, {
    body: { scenarioKey: scenario.key, leaderId: leader.id, sourceId, consent: 'Vera, VP Operations' },
  });
  const params = { id: planned.id };
  const lead = leader.browser;
  await lead.call(consoleContract.addDrillPerson, {
    params,
    body: { personId: player.id, part: 'player', role: 'commander' },
  });
  const started = await lead.call(contract.startDrill, { params });
  expect(started).toMatchObject({ state: 'running', format });
  const incident = { id: started.incidentId! };
  await player.browser.call(takeIncidentRole, { params: incident, body: { role: 'commander' } });
  for (const { position, toldAt } of started.injects) {
    if (toldAt === null) await lead.call(consoleContract.tellDrillInject, { params: { ...params, position } });
  }
  await lead.call(consoleContract.noteDrill, { params, body: { text: 'They were calm.' } });
  const read = () => lead.call(contract.getDrill, { params });
  if (scenario.sendsSignals) {
    const page = await eventually(async () => (await read()).signalPages!.find(({ pageId }) => pageId !== null));
    await admin.call(acknowledgePage, { params: { id: page.pageId! } }).catch(() => {});
  }
  expect((await read()).injects.every(({ signalProblem }) => signalProblem === null)).toBe(true);
  const finished = await lead.call(contract.finishDrill, { params });
  expect(finished.console!.proposals!.map(({ key }) => key)).toEqual([...scoreKeys]);
  await lead.call(createActionItem, { body: { incidentId: incident.id, title: 'Write it down', ownerId: player.id } });
  const proof = format === 'recovery' ? { backup: 'Sunday 02:00', minutes: 40, checked: 'Row counts' } : undefined;
  const marked = await lead.call(contract.markDrill, {
    params,
    body: { marks: { ...finished.marks, debrief: 3 }, notes: 'We go on monthly.', proof },
  });
  expect(marked.score.share).not.toBeNull();
  for (const words of [
    'Paul Player as incident commander',
    'They were calm\\.',
    'Write it down, Paul Player',
    'We go on monthly.',
  ]) {
    expect(marked.report).toContain(words.replace('\\.', '.'));
  }
  expect(marked.report).not.toContain('(not reached)');
  expect(marked.report!.includes('## Who answered')).toBe(scenario.sendsSignals);
  expect(marked.report!.includes('Sunday 02:00')).toBe(format === 'recovery');
  // A page test is not scored for what it does not ask.
  expect('commander' in marked.marks).toBe(format !== 'page-test');
});
