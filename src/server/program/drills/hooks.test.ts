import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { createOutgoingWebhook, deleteOutgoingWebhook } from '../../../contract/outgoing/webhooks.ts';
import * as contract from '../../../contract/program/drills.ts';
import { listIncidents } from '../../../contract/respond/incidents/incident.ts';
import { receiver } from '../../respond/channels/receiver-for-tests.ts';

/** A delivery passes two loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 30_000);

/** A program that answers with a status, or not at all, and two outgoing webhooks to it whose filters fit nothing of a drill. */
async function scene() {
  const server = await startTestServer();
  const { admin } = server;
  let status: number | 'silence' = 204;
  const program = await receiver((request, response) => {
    if (status !== 'silence') response.writeHead(request.url?.includes('after') ? 204 : status).end();
  });
  const hook = (name: string) =>
    admin.call(createOutgoingWebhook, {
      body: { name, url: `${program.url}/${name}`, kinds: ['incident'], severities: [5] },
    });
  const [before, after] = [await hook('before'), await hook('after')];
  const plan = () =>
    admin.call(contract.planDrill, {
      body: { scenarioKey: 'disk-full', beforeWebhookId: before.id, afterWebhookId: after.id },
    });
  const seen = (type: string) => program.seen.filter(({ body }) => JSON.parse(body).type === type);
  const read = (id: number) => admin.call(contract.getDrill, { params: { id } });
  const setStatus = (next: number | 'silence') => {
    status = next;
  };
  return { server, admin, program, before, after, plan, seen, read, setStatus };
}

test('A webhook is called before a drill starts and waited for, and another one after it ended, both signed', async () => {
  const { admin, before, plan, seen } = await scene();
  const { id } = await plan();
  await admin.call(contract.startDrill, { params: { id } });
  const [call] = seen('drill.starting');
  expect(JSON.parse(call!.body)).toMatchObject({ data: { subject: { kind: 'drill', id } } });
  const headers = call!.headers as Record<string, string>;
  expect(() => new Webhook(before.secret).verify(call!.body, headers)).not.toThrow();
  expect(seen('drill.finished')).toEqual([]);
  await admin.call(contract.finishDrill, { params: { id } });
  await eventually(() => seen('drill.finished').length === 1);
  expect(seen('drill.starting')).toHaveLength(1);
});

test('Where the webhook before fails, the drill does not start, says why, and the one after is called all the same', async () => {
  const { server, admin, plan, seen, read, setStatus } = await scene();
  const { id } = await plan();
  setStatus(500);
  await expect(admin.call(contract.startDrill, { params: { id } })).rejects.toMatchObject({
    code: 'state_conflict',
    message: 'The webhook before the start failed: the receiver answered 500. The drill has not started.',
  });
  expect(await read(id)).toMatchObject({ state: 'planned', startProblem: expect.stringContaining('answered 500') });
  expect((await admin.call(listIncidents, {})).items).toEqual([]);
  await eventually(() => seen('drill.startFailed').length === 1);
  // It can be tried again.
  setStatus(204);
  await admin.call(contract.startDrill, { params: { id } });
  expect(await read(id)).toMatchObject({ state: 'running', startProblem: null });
  await admin.call(contract.cancelDrill, { params: { id } });
  await eventually(() => seen('drill.canceled').length === 1);
  const kinds = await server.db.query(`select distinct subject_kind from outgoing_deliveries`);
  expect(kinds.rows).toEqual([{ subject_kind: 'drill' }]);
});

test('Two who start a drill at once call its webhook once, and a start that was abandoned is ended', async () => {
  const { server, admin, plan, seen, read, setStatus } = await scene();
  const { id } = await plan();
  const params = { id };
  setStatus('silence');
  const first = admin.call(contract.startDrill, { params }).catch((error: Error) => error);
  await eventually(() => seen('drill.starting').length === 1);
  await expect(admin.call(contract.startDrill, { params })).rejects.toMatchObject({
    code: 'state_conflict',
    message: 'This drill is being started.',
  });
  // Whoever waits longer than a call takes is gone.
  await server.clock.advance('2 minutes');
  await eventually(async () => (await read(id)).startProblem !== null);
  await eventually(() => seen('drill.startFailed').length === 1);
  expect((await read(id)).startProblem).toBe('Whoever was starting it stopped in between.');
  await first;
  expect(seen('drill.starting')).toHaveLength(1);
}, 60_000);

test('A webhook that is gone keeps the drill from starting, and says so', async () => {
  const { admin, before, plan, read } = await scene();
  const { id } = await plan();
  await admin.call(deleteOutgoingWebhook, { params: { id: before.id } });
  expect((await read(id)).beforeWebhook).toMatchObject({ name: 'a deleted webhook' });
  await expect(admin.call(contract.startDrill, { params: { id } })).rejects.toMatchObject({
    message: 'The webhook before the start failed: it was deleted. The drill has not started.',
  });
  await expect(
    admin.call(contract.planDrill, { body: { scenarioKey: 'disk-full', beforeWebhookId: before.id } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.beforeWebhookId' }] });
});
