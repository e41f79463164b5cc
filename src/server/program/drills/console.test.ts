import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createActionItem } from '../../../contract/learn/action-items.ts';
import { createDocument } from '../../../contract/program/documents.ts';
import * as consoleContract from '../../../contract/program/drill-console.ts';
import * as contract from '../../../contract/program/drills.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';

const source = `---
title: The disk is full
format: recovery
difficulty: easy
severity: 2
minutes: 45
injects:
  - { at: 0, tell: Writes fail., hope: Somebody declares. }
  - { at: 5, tell: Checkout is blank., hope: A first update. }
  - { at: 10, tell: Old exports could go., hope: A decision. }
  - { at: 20, tell: Orders work again., hope: Verification. }
---
The disk of the order database is full.
`;

const minuteOf = (seconds: number) => Math.floor(seconds / 60);

/** A drill that runs since 09:00, its leader, somebody who observes and somebody who plays. */
async function running() {
  const server = await startTestServer();
  await server.clock.set('2026-05-04T09:00:00Z');
  const leader = await signInAs(server, 'responder', 'Lena Leader');
  const observer = await signInAs(server, 'responder', 'Otto Observer');
  const player = await signInAs(server, 'responder', 'Paul Player');
  await server.admin.call(createDocument, { params: { kind: 'scenario' }, body: { key: 'disk', source } });
  const plan = () => server.admin.call(contract.planDrill, { body: { scenarioKey: 'disk', leaderId: leader.id } });
  const { id } = await plan();
  const params = { id };
  const take = (personId: number, part: 'player' | 'observer', role: 'scribe' | null = null) =>
    leader.browser.call(consoleContract.addDrillPerson, { params, body: { personId, part, role } });
  await take(observer.id, 'observer');
  await take(player.id, 'player', 'scribe');
  const started = await leader.browser.call(contract.startDrill, { params });
  const read = () => leader.browser.call(contract.getDrill, { params });
  const told = async () =>
    (await read()).injects.flatMap(({ toldAt, tell, toldSecond }) =>
      toldAt ? [`${minuteOf(toldSecond!)} ${tell}`] : [],
    );
  return { server, leader, observer, player, params, take, read, told, plan, incidentId: started.incidentId! };
}

test('The clock of a drill stands while it is paused, holds the injects that come, and goes on where it stood', async () => {
  const { server, leader, params, read, told } = await running();
  await server.clock.advance('5 minutes');
  await eventually(async () => (await told()).length === 2);
  await leader.browser.call(consoleContract.pauseDrill, { params });
  await expect(leader.browser.call(consoleContract.pauseDrill, { params })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  const stands = (await read()).console!.clock!;
  expect(stands).toMatchObject({ isRunning: false });
  expect(minuteOf(stands.elapsedSeconds)).toBe(5);
  await server.clock.advance('30 minutes');
  const paused = await read();
  expect(paused.console!.clock).toEqual(stands);
  expect(paused.injects.map(({ dueAt }) => dueAt).slice(2)).toEqual([null, null]);
  await leader.browser.call(consoleContract.resumeDrill, { params });
  await server.clock.advance('5 minutes');
  await eventually(async () => (await told()).length === 3);
  expect(await told()).toEqual(['0 Writes fail.', '5 Checkout is blank.', '10 Old exports could go.']);
  const finished = await leader.browser.call(contract.finishDrill, { params });
  expect(minuteOf(finished.console!.clock!.elapsedSeconds)).toBe(10);
  expect(finished.report).toContain('The clock stood for 30 min of it.');
});

test('Injects are skipped and taken back, moved, and added for now or later', async () => {
  const { server, leader, player, params, read, told } = await running();
  const at = (position: number) => ({ ...params, position });
  await leader.browser.call(consoleContract.skipDrillInject, { params: at(1) });
  await leader.browser.call(consoleContract.skipDrillInject, { params: at(2) });
  await leader.browser.call(consoleContract.delayDrillInject, { params: at(3), body: { minutes: 10 } });
  await leader.browser.call(consoleContract.addDrillInject, {
    params,
    body: { tell: 'A reporter calls.', hope: 'Somebody answers.', atMinute: 15 },
  });
  await expect(player.browser.call(consoleContract.skipDrillInject, { params: at(3) })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await server.clock.advance('12 minutes');
  await leader.browser.call(consoleContract.addDrillInject, { params, body: { tell: 'The lift is stuck.' } });
  // Its minute has passed, so it is announced as soon as it is taken back in.
  await leader.browser.call(consoleContract.restoreDrillInject, { params: at(2) });
  await eventually(async () => (await told()).length === 3);
  await expect(leader.browser.call(consoleContract.restoreDrillInject, { params: at(2) })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  await server.clock.advance('18 minutes');
  await eventually(async () => (await told()).length === 5);
  expect(
    (await read()).injects.map(({ tell, atMinute, isAdded, skippedAt }) => [tell, atMinute, isAdded, !!skippedAt]),
  ).toEqual([
    ['Writes fail.', 0, false, false],
    ['Checkout is blank.', 5, false, true],
    ['Old exports could go.', 10, false, false],
    ['The lift is stuck.', 12, true, false],
    ['A reporter calls.', 15, true, false],
    ['Orders work again.', 30, false, false],
  ]);
  // Whoever announces a skipped one has changed their mind.
  await leader.browser.call(consoleContract.tellDrillInject, { params: at(1) });
  const { report } = await leader.browser.call(contract.finishDrill, { params });
  expect(report).toContain('- Minute 12 (added): The lift is stuck.');
  expect(report).toContain('- Minute 30: Checkout is blank.');
});

test('An observer reads along and writes notes at their minute; players read neither before the end', async () => {
  const { server, leader, observer, player, params, take } = await running();
  await server.clock.advance('7 minutes');
  await observer.browser.call(consoleContract.noteDrill, { params, body: { text: 'Nobody said who commands.' } });
  await observer.browser.call(consoleContract.noteDrill, { params, body: { text: 'A typo.' } });
  await expect(
    player.browser.call(consoleContract.noteDrill, { params, body: { text: 'Mine' } }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(observer.browser.call(consoleContract.pauseDrill, { params })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const seen = await observer.browser.call(contract.getDrill, { params });
  expect(seen).toMatchObject({ mayLead: false, story: 'The disk of the order database is full.' });
  expect(seen.console).toMatchObject({ mayNote: true, proposals: null });
  expect(seen.console!.notes.map(({ atSecond, text, person }) => [minuteOf(atSecond), text, person.name])).toEqual([
    [7, 'Nobody said who commands.', 'Otto Observer'],
    [7, 'A typo.', 'Otto Observer'],
  ]);
  const typo = { ...params, noteId: seen.console!.notes[1]!.id };
  await expect(player.browser.call(consoleContract.removeDrillNote, { params: typo })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await observer.browser.call(consoleContract.removeDrillNote, { params: typo });
  const players = await player.browser.call(contract.getDrill, { params });
  expect(players).toMatchObject({ story: null });
  expect(players.console).toMatchObject({ notes: [], mayNote: false });

  // Whoever observed and plays now reads no further.
  await take(observer.id, 'player');
  expect((await observer.browser.call(contract.getDrill, { params })).story).toBeNull();
  const { report } = await leader.browser.call(contract.finishDrill, { params });
  expect(report).toContain('- Minute 7, observed by Otto Observer: Nobody said who commands.');
  expect(report).not.toContain('typo');
  expect((await player.browser.call(contract.getDrill, { params })).console!.notes).toHaveLength(1);
});

test('Who plays which role stands beside its duties and who has taken it', async () => {
  const { leader, player, params, read, incidentId } = await running();
  const scribe = async () => (await read()).console!.cast.find(({ role }) => role === 'scribe')!;
  expect(await scribe()).toMatchObject({ planned: [{ id: player.id }], holders: [] });
  expect((await scribe()).does.length).toBeGreaterThan(0);
  await player.browser.call(takeIncidentRole, { params: { id: incidentId }, body: { role: 'scribe' } });
  expect(await scribe()).toMatchObject({ holders: [{ id: player.id }] });
  await leader.browser.call(consoleContract.removeDrillPerson, { params: { ...params, personId: player.id } });
  expect(await scribe()).toMatchObject({ planned: [], holders: [{ id: player.id }] });
});

test('What a drill decides to change stands in its report, and the next one of its scenario shows what is still open', async () => {
  const { server, leader, player, params, plan, incidentId } = await running();
  const finished = await leader.browser.call(contract.finishDrill, { params });
  expect(finished.console!.followUps).toEqual([]);
  const add = (title: string) =>
    leader.browser.call(createActionItem, {
      body: { incidentId, title, ownerId: player.id, dueAt: '2026-05-20T12:00:00Z' },
    });
  await add('Write the runbook');
  const after = await leader.browser.call(contract.getDrill, { params });
  expect(after.report).toContain('## Follow-up\n\n- Write the runbook, Paul Player, due 2026-05-20');
  // What follows is a debrief: it counts once the leader takes it over.
  expect(after.console!.proposals).toContainEqual(expect.objectContaining({ key: 'debrief', points: 3 }));
  const next = await plan();
  expect(next.console).toMatchObject({
    followUps: [],
    stillOpen: [{ title: 'Write the runbook', owner: { id: player.id }, drill: { id: params.id }, isOverdue: false }],
  });
  await server.clock.set('2026-05-21T09:00:00Z');
  const later = await server.admin.call(contract.getDrill, { params: { id: next.id } });
  expect(later.console!.stillOpen).toMatchObject([{ isOverdue: true }]);
});

test('A rehearsed restore keeps its proof: which backup, how long, what was checked', async () => {
  const { leader, params } = await running();
  const { report } = await leader.browser.call(contract.finishDrill, { params });
  expect(report).toContain('No proof of the restore was recorded.');
  const proof = { backup: 'orders, 3 May 02:00', minutes: 75, checked: 'Orders of Sunday are there.' };
  await leader.browser.call(contract.markDrill, { params, body: { marks: {}, notes: '', proof } });
  // Whoever knows nothing of proofs loses none.
  const kept = await leader.browser.call(contract.markDrill, { params, body: { marks: {}, notes: 'Calm.' } });
  expect(kept.proof).toEqual(proof);
  expect(kept.report).toContain('- Took: 1 h 15 min');
});
