import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { askPerson, worldThrough } from '../../../../test/harness/world.ts';
import { draftPublicUpdate } from '../../../contract/communicate/public-updates.ts';
import { getAlert } from '../../../contract/detect/alerts.ts';
import { createSource } from '../../../contract/detect/sources.ts';
import { createDocument } from '../../../contract/program/documents.ts';
import * as consoleContract from '../../../contract/program/drill-console.ts';
import { scoreKeys } from '../../../contract/program/drill-keys.ts';
import * as contract from '../../../contract/program/drills.ts';
import { declareIncident, moveIncident } from '../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { addIncidentTask } from '../../../contract/respond/incidents/tasks.ts';
import { listIncidentTimeline } from '../../../contract/respond/incidents/timeline.ts';
import { postIncidentUpdate } from '../../../contract/respond/incidents/updates.ts';
import { getPage } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';
import { participantText } from '../../../domain/program/scenario-text.ts';
import { parseFile } from '../documents/parse.ts';
import { readShipped } from '../documents/shipped.ts';

/** Short, so that every minute of it is played. */
const source = `---
title: The orders stop again
format: tabletop
difficulty: easy
severity: 2
minutes: 45
injects:
  - { at: 0, tell: Writes fail., hope: Somebody declares. }
  - { at: 5, tell: Checkout is blank., hope: A first update. }
  - { at: 15, tell: Old exports could go., hope: A decision. }
  - { at: 25, tell: Orders work again., hope: Verification. }
---
## The situation
It is ten o’clock.

## For the facilitator
The disk of the order database is full.
`;
const scenario = scenarioOf('disk-again', source);

function scenarioOf(key: string, text: string) {
  const parsed = parseFile('scenario', text);
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  return { key, ...parsed.head, story: parsed.body };
}

async function planned() {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const world = worldThrough(server);
  const leader = await signInAs(server, 'responder', 'Lena Leader');
  const player = await signInAs(server, 'responder', 'Paul Player');
  const onCall = await world.personByMail('Olga');
  const policy = await world.policy([askPerson(onCall)]);
  const service = await world.service(policy.id);
  await server.admin.call(createDocument, { params: { kind: 'scenario' }, body: { key: scenario.key, source } });
  const drill = await server.admin.call(contract.planDrill, {
    body: { scenarioKey: scenario.key, serviceIds: [service.id], leaderId: leader.id },
  });
  return { server, leader, player, onCall, drill, params: { id: drill.id } };
}

test('A drill is an incident of kind drill that pages through the real path, and everybody can see that it is practice', async () => {
  const { server, leader, onCall, params } = await planned();
  const started = await leader.browser.call(contract.startDrill, { params });
  expect(started).toMatchObject({ state: 'running', incidentKey: `INC-${started.incidentId}` });
  const incident = await server.admin.call(getIncident, { params: { id: started.incidentId! } });
  expect(incident).toMatchObject({ kind: 'drill', title: `Drill: ${scenario.title}`, severity: scenario.severity });
  expect(incident.summary).toContain(participantText(scenario.story));
  expect(incident.summary).not.toContain('The disk of the order database is full.');
  const notifications = await eventually(async () => {
    const found = await server.db.query(
      `select n.person_id, p.kind, p.title from evenkeel.notifications n join evenkeel.pages p on p.id = n.page_id`,
    );
    return found.rows.length > 0 ? found.rows : null;
  });
  expect(notifications).toMatchObject([{ person_id: onCall.id, kind: 'drill' }]);
  expect(notifications[0].title).toContain('Drill: ');
  await expect(leader.browser.call(contract.startDrill, { params })).rejects.toMatchObject({ code: 'state_conflict' });
});

test('Injects come onto the timeline at their minute, and nobody who plays reads ahead', async () => {
  const { server, leader, player, params } = await planned();
  const before = await player.browser.call(contract.getDrill, { params });
  expect(before).toMatchObject({ injects: [], story: null, mayLead: false, proposedMarks: null });
  const library = await (await player.browser.fetch(`${server.url}/api/v1/drill-scenarios`)).text();
  expect(library).toContain(scenario.title);
  const shipped = (await readShipped('content')).filter(({ kind }) => kind === 'scenario');
  for (const each of [scenario, ...shipped.map(({ key, source: text }) => scenarioOf(key, text))]) {
    expect(library).not.toContain(JSON.stringify(each.story).slice(1, -1));
    for (const inject of each.injects) expect(library).not.toContain(JSON.stringify(inject.tell).slice(1, -1));
  }
  await expect(player.browser.call(contract.startDrill, { params })).rejects.toMatchObject({ code: 'forbidden' });

  const { incidentId } = await leader.browser.call(contract.startDrill, { params });
  const told = async () => {
    const { items } = await player.browser.call(listIncidentTimeline, {
      params: { id: incidentId! },
      query: { order: 'oldest-first', show: 'key' },
    });
    return items.filter((event) => event.kind === 'inject').map((event) => event.text);
  };
  expect(await told()).toEqual([scenario.injects[0]!.tell]);
  await server.clock.advance('5 minutes');
  await eventually(async () => (await told()).length === 2);
  expect((await player.browser.call(contract.getDrill, { params })).injects).toMatchObject([
    { position: 0, hope: null },
    { position: 1, hope: null },
  ]);
  await leader.browser.call(consoleContract.tellDrillInject, { params: { ...params, position: 2 } });
  await expect(
    leader.browser.call(consoleContract.tellDrillInject, { params: { ...params, position: 2 } }),
  ).rejects.toMatchObject({ code: 'state_conflict' });
  await server.clock.advance('30 minutes');
  await eventually(async () => (await told()).length === 4);
  expect(await told()).toEqual(scenario.injects.map((inject) => inject.tell));
});

const withSignals = source
  .replace('title: The orders stop again', 'title: Nobody was told')
  .replace('format: tabletop', 'format: unannounced')
  .replace(
    '{ at: 5, tell: Checkout is blank., hope: A first update. }',
    '{ at: 5, tell: Checkout is blank., hope: Acknowledged., signal: { title: Checkout fails, severity: critical, state: firing } }',
  );

async function plannedWithSignals() {
  const made = await planned();
  const { server, onCall, leader } = made;
  const { admin } = server;
  const world = worldThrough(server);
  const policy = await world.policy([askPerson(onCall)]);
  const service = await world.service(policy.id);
  const { id: sourceId } = await admin.call(createSource, {
    body: { slug: 'monitoring', name: 'Monitoring', type: 'alertmanager-webhook', serviceId: service.id },
  });
  await admin.call(createDocument, { params: { kind: 'scenario' }, body: { key: 'sent', source: withSignals } });
  const body = { scenarioKey: 'sent', leaderId: leader.id, plannedFor: '2026-05-04T12:00:00Z' };
  return { ...made, sourceId, plan: (more: object) => admin.call(contract.planDrill, { body: { ...body, ...more } }) };
}

test('A signal of a drill goes through a real source, its routes and policies, and shows who took it and how soon', async () => {
  const { server, leader, player, onCall, sourceId, plan } = await plannedWithSignals();
  await expect(plan({ consent: 'Vera' })).rejects.toMatchObject({ errors: [{ path: 'body.sourceId' }] });
  await expect(plan({ sourceId })).rejects.toMatchObject({ errors: [{ path: 'body.consent' }] });
  const drill = await plan({ sourceId, consent: 'Vera, VP Operations' });
  const params = { id: drill.id };
  // Nobody who takes part sees when an unannounced one begins.
  expect(drill.plannedFor).not.toBeNull();
  expect((await player.browser.call(contract.getDrill, { params })).plannedFor).toBeNull();

  await leader.browser.call(contract.startDrill, { params });
  await server.clock.advance('5 minutes');
  const read = () => leader.browser.call(contract.getDrill, { params });
  const paged = await eventually(async () => {
    const [found] = (await read()).signalPages!;
    return found?.pageId ? found : null;
  });
  expect(paged).toMatchObject({ title: 'Drill: Checkout fails', acknowledgedAt: null });
  const page = await server.admin.call(getPage, { params: { id: paged.pageId! } });
  expect(page).toMatchObject({ kind: 'test', title: 'Drill: Checkout fails', severity: 1 });
  const asked = await eventually(async () => {
    const found = await server.db.query('select person_id from notifications where page_id = $1', [page.id]);
    return found.rows.length > 0 ? found.rows : null;
  });
  expect(asked).toEqual([{ person_id: onCall.id }]);

  await server.admin.call(acknowledgePage, { params: { id: page.id } });
  expect((await read()).signalPages).toMatchObject([{ acknowledgedAt: expect.any(String), acknowledgedBy: {} }]);
  await leader.browser.call(contract.finishDrill, { params });
  await eventually(async () => {
    const alert = await server.admin.call(getAlert, { params: { id: paged.alertId } });
    return alert.state === 'resolved';
  });
});

test('Nobody practises while customers are hurt, and a drill whose source is gone says that nothing was sent', async () => {
  const { server, leader, sourceId, plan } = await plannedWithSignals();
  const { id } = await plan({ sourceId, consent: 'Vera' });
  const params = { id };
  const real = await server.admin.call(declareIncident, { body: { title: 'Payments fail', severity: 2 } });
  await expect(leader.browser.call(contract.startDrill, { params })).rejects.toMatchObject({
    code: 'state_conflict',
    message: `INC-${real.id} (SEV2) is open. Start the drill when it is over.`,
  });
  await server.admin.call(moveIncident, { params: { id: real.id }, body: { to: 'resolved' } });
  await server.db.query('update drills set source_id = null where id = $1', [id]);
  await leader.browser.call(contract.startDrill, { params });
  const told = await leader.browser.call(consoleContract.tellDrillInject, { params: { id, position: 1 } });
  expect(told.injects[1]!.signalProblem).toContain('nothing was sent');
});

test('A drill stands beside the earlier ones of its scenario', async () => {
  const { server, leader, params } = await planned();
  await leader.browser.call(contract.startDrill, { params });
  await leader.browser.call(contract.markDrill, { params, body: { marks: { commander: 1, debrief: 3 }, notes: '' } });
  await leader.browser.call(contract.finishDrill, { params });
  const again = await server.admin.call(contract.planDrill, { body: { scenarioKey: scenario.key } });
  const other = await server.admin.call(contract.planDrill, { body: { scenarioKey: 'disk-full' } });
  expect(again.earlier).toMatchObject([{ id: params.id, marks: { commander: 1, debrief: 3 } }]);
  expect(other.earlier).toEqual([]);
});

test('Two nodes tell each inject once', async () => {
  const { server, leader, params } = await planned();
  await startTestServer({ database: server });
  const { incidentId } = await leader.browser.call(contract.startDrill, { params });
  await server.clock.advance('2 hours');
  const count = async () =>
    (
      await server.db.query(
        `select count(*)::int as n from evenkeel.timeline_events where incident_id = $1 and kind = 'inject'`,
        [incidentId],
      )
    ).rows[0].n;
  await eventually(async () => (await count()) >= 4);
  await server.clock.advance('1 hour');
  expect(await count()).toBe(4);
});

test('The score card proposes what the record shows, the leader has the last word, and the end closes the incident', async () => {
  const { server, leader, player, params } = await planned();
  const { incidentId } = await leader.browser.call(contract.startDrill, { params });
  const incident = { id: incidentId! };
  await server.clock.advance('7 minutes');
  // After 7 minutes: within ten (2 points). One of four roles (1). One of two tasks has an owner (2).
  await player.browser.call(takeIncidentRole, { params: incident, body: { role: 'commander' } });
  await player.browser.call(addIncidentTask, {
    params: incident,
    body: { title: 'Free the disk', ownerId: player.id },
  });
  await player.browser.call(addIncidentTask, { params: incident, body: { title: 'Look at the queue' } });
  // SEV2 wants word inside every 30 minutes: one after 20 minutes, then 40 minutes of silence: once late (2 points).
  // The draft of a public update after 8 minutes: within fifteen (2 points). Nothing is published.
  await server.clock.advance('1 minute');
  await player.browser.call(draftPublicUpdate, { params: incident, body: { situation: 'investigating' } });
  await server.clock.advance('12 minutes');
  await player.browser.call(postIncidentUpdate, {
    params: incident,
    body: { status: 'investigating', text: 'Looking at it.' },
  });
  await server.clock.advance('40 minutes');
  await server.admin.call(moveIncident, { params: incident, body: { to: 'resolved' } });
  const running = await leader.browser.call(contract.getDrill, { params });
  // People wrote after 7 and 20 minutes, then 40 minutes of quiet: a timeline with gaps (1).
  const read = { commander: 2, 'first-post': 2, roles: 1, 'named-tasks': 2, rhythm: 2, timeline: 1 };
  expect(running.proposedMarks).toEqual(read);
  expect(running.console!.proposals).toHaveLength(scoreKeys.length);
  expect(running.console!.proposals).toContainEqual(
    expect.objectContaining({ key: 'commander', points: 2, reason: 'Paul Player commanded after 7 min.' }),
  );
  expect((await player.browser.call(contract.getDrill, { params })).console!.proposals).toBeNull();

  const marks = { 'first-post': null, debrief: 3, 'plan-b': 1 } as const;
  await leader.browser.call(contract.markDrill, { params, body: { marks, notes: 'Calm throughout.' } });
  const finished = await leader.browser.call(contract.finishDrill, { params });
  // 2 + 1 + 2 + 2 + 1 read, 3 + 1 given; the leader says that the public draft did not come up: 12 of 21.
  expect(finished.score).toMatchObject({ points: 12, possible: 21, weakest: ['roles', 'plan-b', 'timeline'] });
  expect(finished.report).toContain('12 of 21 points (57%)');
  expect(finished.report).toContain(
    '| First public draft | – | not applicable | set by the leader; the record says 2 |',
  );
  expect(finished.report).toContain('Calm throughout.');
  const closed = await server.admin.call(getIncident, { params: incident });
  expect(closed).toMatchObject({ lifecycle: 'closed', kind: 'drill' });
  const seen = await player.browser.call(contract.getDrill, { params });
  expect(seen).toMatchObject({ story: scenario.story, mayLead: false });
});

test('A drill that is aborted takes its pages and its coming injects with it', async () => {
  const { server, leader, params } = await planned();
  const { incidentId } = await leader.browser.call(contract.startDrill, { params });
  const canceled = await leader.browser.call(contract.cancelDrill, { params });
  expect(canceled).toMatchObject({ state: 'canceled', report: null });
  const incident = await server.admin.call(getIncident, { params: { id: incidentId! } });
  expect(incident.lifecycle).toBe('closed');
  expect(incident.pages.map((page) => page.state)).toEqual(['resolved']);
  const due = await server.db.query('select from evenkeel.drill_injects where due_at is not null and told_at is null');
  expect(due.rowCount).toBe(0);
});

test('What a drill needs is checked before anything is written', async () => {
  const { server } = await startTestServer().then((started) => ({ server: started }));
  const plan = (body: Parameters<typeof server.admin.call<typeof contract.planDrill>>[1]['body']) =>
    server.admin.call(contract.planDrill, { body });
  await expect(plan({ scenarioKey: 'no-such' })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(plan({ scenarioKey: scenario.key, serviceIds: [99] })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(plan({ scenarioKey: scenario.key, leaderId: 99 })).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(plan({ scenarioKey: scenario.key, teamId: 99 })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('A drill that has not started is moved to another time by its leader, and by nobody else', async () => {
  const { leader, player, drill, params } = await planned();
  const plannedFor = '2026-06-01T10:00:00.000Z';
  const body = { plannedFor };
  const moved = await leader.browser.call(contract.rescheduleDrill, { params, body }, { ifMatch: drill.version });
  expect(moved).toMatchObject({ plannedFor });
  const refused = (who: typeof leader, options = {}) =>
    who.browser.call(contract.rescheduleDrill, { params, body: { plannedFor: null } }, options);
  await expect(refused(player)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(refused(leader, { ifMatch: drill.version })).rejects.toMatchObject({ code: 'version_mismatch' });
  await leader.browser.call(contract.startDrill, { params });
  await expect(refused(leader)).rejects.toMatchObject({ code: 'state_conflict' });
});
