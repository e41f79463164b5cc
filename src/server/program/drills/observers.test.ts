import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { addDrillPerson, removeDrillPerson } from '../../../contract/program/drill-console.ts';
import * as contract from '../../../contract/program/drills.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import * as roles from '../../../contract/respond/incidents/roles.ts';

/** A drill that runs, and two responders who may take part. */
async function scene() {
  const server = await startTestServer();
  const { admin } = server;
  const [otto, paul] = [await signInAs(server, 'responder', 'Otto'), await signInAs(server, 'responder', 'Paul')];
  const { id } = await admin.call(contract.planDrill, { body: { scenarioKey: 'disk-full' } });
  const started = await admin.call(contract.startDrill, { params: { id } });
  const incidentId = started.incidentId!;
  const room = { id: incidentId };
  const observe = (personId: number) =>
    admin.call(addDrillPerson, { params: { id }, body: { personId, part: 'observer' } });
  const command = (personId: number) =>
    admin.call(roles.takeIncidentRole, { params: room, body: { role: 'commander', personId } });
  return { server, admin, otto, paul, id, incidentId, room, observe, command };
}

test('Whoever observes a drill takes no role in its incident, by themself, by others or by an offer, until they stop', async () => {
  const { admin, otto, paul, id, room, observe, command } = await scene();
  await observe(otto.id);
  const refused = {
    code: 'state_conflict',
    message: 'Otto observes this drill, and observers take no role. To take one, they stop observing first.',
  };
  const take = () => otto.browser.call(roles.takeIncidentRole, { params: room, body: { role: 'scribe' } });
  await expect(take()).rejects.toMatchObject(refused);
  await expect(command(otto.id)).rejects.toMatchObject(refused);
  await command(paul.id);
  const params = { ...room, role: 'commander' as const };
  await expect(admin.call(roles.offerIncidentRole, { params, body: { personId: otto.id } })).rejects.toMatchObject(
    refused,
  );
  const mine = () => otto.browser.call(contract.getDrillOfIncident, { params: room });
  expect(await mine()).toMatchObject({ drill: { id, observes: true } });
  // Only oneself, or whoever leads.
  const leave = { params: { id, personId: otto.id } };
  await expect(paul.browser.call(removeDrillPerson, leave)).rejects.toMatchObject({ code: 'forbidden' });
  await otto.browser.call(removeDrillPerson, leave);
  expect(await mine()).toMatchObject({ drill: { id, observes: false } });
  expect((await take()).roles.map(({ role, person }) => `${role} ${person.name}`)).toContain('scribe Otto');
});

test('An offer that was made before somebody observes cannot be accepted', async () => {
  const { admin, otto, paul, room, observe, command } = await scene();
  await command(paul.id);
  const params = { ...room, role: 'commander' as const };
  await admin.call(roles.offerIncidentRole, { params, body: { personId: otto.id } });
  await observe(otto.id);
  await expect(otto.browser.call(roles.acceptIncidentRole, { params })).rejects.toMatchObject({
    message: expect.stringContaining('observers take no role'),
  });
});

test('Whoever holds a role becomes an observer only after stepping down', async () => {
  const { admin, paul, incidentId, room, observe, command } = await scene();
  await command(paul.id);
  await expect(observe(paul.id)).rejects.toMatchObject({
    code: 'state_conflict',
    message: `Paul is Incident commander in INC-${incidentId}, and observers take no role. To observe, they step down first.`,
  });
  await admin.call(roles.renounceIncidentRole, { params: { ...room, role: 'commander', personId: paul.id } });
  expect((await observe(paul.id)).console!.observers).toMatchObject([{ name: 'Paul' }]);
});

test('Of becoming an observer and taking a role at the same moment, one is refused', async () => {
  const { admin, otto, paul, id, incidentId, observe, command } = await scene();
  for (const personId of [otto.id, paul.id, otto.id, paul.id]) {
    const both = await Promise.allSettled([observe(personId), command(personId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await admin.call(removeDrillPerson, { params: { id, personId } });
    const params = { id: incidentId, role: 'commander' as const, personId };
    await admin.call(roles.renounceIncidentRole, { params }).catch(() => null);
  }
});

test('Observing a drill keeps nobody from a role in a real incident', async () => {
  const { admin, otto, room, observe } = await scene();
  await observe(otto.id);
  const real = await admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 3 } });
  const { roles: held } = await otto.browser.call(roles.takeIncidentRole, {
    ...{ params: { id: real.id }, body: { role: 'commander' } },
  });
  expect(held).toMatchObject([{ person: { name: 'Otto' } }]);
  expect(await admin.call(contract.getDrillOfIncident, { params: { id: real.id } })).toEqual({ drill: null });
  expect((await admin.call(contract.getDrillOfIncident, { params: room })).drill).toMatchObject({ observes: false });
});
