import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { changeIncidentSeverity, declareIncident } from '../../../contract/respond/incidents/changes.ts';
import {
  chooseIncidentProtocol,
  tickIncidentChecklist,
  untickIncidentChecklist,
} from '../../../contract/respond/incidents/checklist.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../contract/respond/incidents/timeline.ts';
import * as contract from '../../../contract/respond/protocols.ts';
import { getSeverities, updateSeverities } from '../../../contract/respond/severities.ts';

const item = (id: string, text: string) => ({ id, phase: 'declare' as const, text, by: 'commander' as const });
const own = { name: 'Late shift', items: [item('title', 'Name it'), item('wake', 'Wake a second person')] };

async function start() {
  const server = await startTestServer();
  const { admin } = server;
  const create = (key = 'late-shift') => admin.call(contract.createProtocol, { body: { key, ...own } });
  const found = async (key: string) =>
    (await admin.call(contract.listProtocols, {})).items.find((one) => one.key === key)!;
  const declare = async (protocolKey?: string) => {
    const { id } = await admin.call(declareIncident, { body: { title: 'Slow', severity: 2, protocolKey } });
    return { params: { id } };
  };
  return { ...server, create, found, declare };
}

test('a shipped protocol is changed, guarded against lost edits, and reset to how it came', async () => {
  const { admin, found } = await start();
  const params = { key: 'war-room' };
  const before = await found('war-room');
  expect(before).toMatchObject({ origin: 'shipped', severities: [2], version: 1, updatedBy: null });
  const { items } = before;
  const changed = await admin.call(contract.updateProtocol, { params, body: { name: 'Ours', items } }, { ifMatch: 1 });
  expect(changed).toMatchObject({ name: 'Ours', origin: 'changed', version: 2, updatedBy: { kind: 'bootstrap' } });
  const stale = admin.call(contract.updateProtocol, { params, body: { name: 'Late', items } }, { ifMatch: 1 });
  await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
  const reset = await admin.call(contract.resetProtocol, { params });
  expect(reset).toMatchObject({ name: before.name, items: before.items, origin: 'shipped' });
  await expect(
    admin.call(contract.updateProtocol, { params, body: { name: 'Twice', items: [items[0]!, items[0]!] } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('one of your own is added under a key of its own; a severity uses it, and until it does not, it cannot be archived', async () => {
  const { admin, create, found } = await start();
  await create();
  await expect(create()).rejects.toMatchObject({ code: 'state_conflict' });
  await expect(create('war-room')).rejects.toMatchObject({ code: 'state_conflict' });
  const { rules, policies } = await admin.call(getSeverities, {});
  const using = (protocolId: string) =>
    admin.call(updateSeverities, {
      body: { policies, rules: rules.map((rule) => (rule.severity === 3 ? { ...rule, protocolId } : rule)) },
    });
  await expect(using('no-such')).rejects.toMatchObject({ errors: [{ path: 'body.rules.2.protocolId' }] });
  await using('late-shift');
  expect(await found('late-shift')).toMatchObject({ origin: 'own', severities: [3] });
  const room = await admin.call(declareIncident, { body: { title: 'Slow', severity: 3 } });
  expect(room.checklist).toMatchObject({ protocolKey: 'late-shift', isChosen: false });
  const params = { key: 'late-shift' };
  await expect(admin.call(contract.archiveProtocol, { params })).rejects.toMatchObject({ code: 'state_conflict' });
  await using('team-response');
  await admin.call(contract.archiveProtocol, { params });
  expect(await found('late-shift')).toMatchObject({ isArchived: true });
  await expect(using('late-shift')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(admin.call(contract.resetProtocol, { params })).rejects.toMatchObject({ code: 'state_conflict' });
  expect(await admin.call(contract.restoreProtocol, { params })).toMatchObject({ isArchived: false });
});

test('what is ticked keeps its text when the protocol changes, and is still there when the protocol no longer has it', async () => {
  const { admin, create, declare } = await start();
  await create();
  const incident = await declare('late-shift');
  const tick = (itemId: string) => ({ params: { ...incident.params, itemId } });
  await admin.call(tickIncidentChecklist, tick('title'));
  await admin.call(tickIncidentChecklist, tick('wake'));
  const items = [item('title', 'Name it anew'), item('call', 'Call them')];
  await admin.call(contract.updateProtocol, { params: { key: 'late-shift' }, body: { name: 'Late shift', items } });
  const shown = async () =>
    (await admin.call(getIncident, incident)).checklist.items.map(({ text, state }) => [text, state]);
  expect(await shown()).toEqual([
    ['Name it', 'done'],
    ['Call them', 'open'],
    ['Wake a second person', 'done'],
  ]);
  await admin.call(untickIncidentChecklist, tick('title'));
  await admin.call(untickIncidentChecklist, tick('wake'));
  expect(await shown()).toEqual([
    ['Name it anew', 'open'],
    ['Call them', 'open'],
  ]);
});

test('a room changes to another protocol with its ticks, says on the timeline what changes, and no severity changes that', async () => {
  const { admin, create, declare } = await start();
  await create();
  const incident = await declare();
  await admin.call(tickIncidentChecklist, { params: { ...incident.params, itemId: 'title' } });
  const choose = (protocolKey: string | null) =>
    admin.call(chooseIncidentProtocol, { ...incident, body: { protocolKey } });
  await expect(choose('no-such')).rejects.toMatchObject({ code: 'invalid_input' });
  const chosen = await choose('late-shift');
  expect(chosen.checklist).toMatchObject({ protocolName: 'Late shift', isChosen: true });
  expect(chosen.checklist.items.map(({ id, state }) => [id, state])).toEqual([
    ['title', 'done'],
    ['wake', 'open'],
  ]);
  const raised = await admin.call(changeIncidentSeverity, { ...incident, body: { severity: 1 } });
  expect(raised.checklist.protocolKey).toBe('late-shift');
  expect((await choose(null)).checklist).toMatchObject({ protocolKey: 'full-war-room', isChosen: false });
  await choose(null);
  const { items } = await admin.call(listIncidentTimeline, { ...incident, query: { order: 'oldest-first' } });
  const told = items.filter(({ text }) => text.startsWith('Protocol'));
  expect(told.map(({ text }) => text)).toEqual([
    'Protocol War room → Late shift. 1 item stays ticked, 1 is new, 11 are no longer asked for.',
    'Protocol Late shift → Full war room. 1 item stays ticked, 14 are new, 1 is no longer asked for.',
  ]);
});

test('rooms keep an archived protocol that they work through, and the plainest one stands in for one that is gone', async () => {
  const { admin, db, create, declare } = await start();
  await create();
  const incident = await declare('late-shift');
  await admin.call(contract.archiveProtocol, { params: { key: 'late-shift' } });
  const read = async () => (await admin.call(getIncident, incident)).checklist.protocolKey;
  expect(await read()).toBe('late-shift');
  await db.query("update incidents set protocol_key = 'nothing'");
  expect(await read()).toBe('work-hours');
});

test('the name and the texts of a protocol may be hostile and are kept as they are', async () => {
  const { admin, db, found } = await start();
  const name = '<script>alert(1)</script> {{7*7}}';
  const items = [item('x', '"><img src=x onerror=alert(1)> [a](javascript:alert(1))')];
  await admin.call(contract.createProtocol, { body: { key: 'hostile', name, items } });
  expect((await found('hostile')).items[0]!.text).toBe(items[0]!.text);
  await expect(
    admin.call(contract.createProtocol, { body: { key: '../../etc', name, items } as never }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const { rows } = await db.query("select count(*)::int as count from events where kind = 'protocol.created'");
  expect(rows[0].count).toBe(1);
});
