import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { previewMessageTemplate } from '../../../contract/communicate/templates.ts';
import { updateImpactRates } from '../../../contract/program/costs/impact-rates.ts';
import {
  exportIncidentCosts,
  listIncidentCosts,
  readIncidentCost,
  setIncidentCredits,
} from '../../../contract/program/costs/incident-cost.ts';
import { updateCosts } from '../../../contract/program/program.ts';
import { declareIncident, moveIncident } from '../../../contract/respond/incidents/changes.ts';
import { renounceIncidentRole, takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { joinIncident } from '../../../contract/respond/incidents/room.ts';
import { severities } from '../../../domain/severity.ts';

const declared = async ({ admin }: TestServer, kind: 'real' | 'drill' = 'real') => {
  const made = await admin.call(declareIncident, { body: { title: 'Checkout fails', severity: 2, kind } });
  return { params: { id: made.id } };
};

const assume = ({ admin }: TestServer, euroPerHour: number) => {
  const range = (low: number, high: number) => ({ low: low * 100, expected: low * 100, high: high * 100 });
  return admin.call(updateCosts, {
    body: {
      currency: 'EUR',
      severities: severities.map((severity) => ({
        severity,
        downtimePerHour: range(euroPerHour, euroPerHour * 2),
        responders: { low: 1, expected: 1, high: 1 },
      })),
      responderHour: range(60, 90),
      program: { hours: range(0, 0), hour: range(0, 0), other: range(0, 0) },
    },
  });
};

const partsOf = (cost: { parts: { key: string; amount: unknown }[] }) =>
  Object.fromEntries(cost.parts.map(({ key, amount }) => [key, amount]));

test('time in the room is kept as visits: up to two minutes away they go on, later a new one begins', async () => {
  const server = await startTestServer();
  const incident = await declared(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  // Two tabs at once are one person.
  const look = () => Promise.all([ada.browser.call(joinIncident, incident), ada.browser.call(joinIncident, incident)]);
  await look();
  for (const seconds of [60, 119, 600, 60]) {
    await server.clock.advance(`${seconds} seconds`);
    await look();
  }
  const { rows } = await server.db.query(
    'select extract(epoch from seen_at - joined_at)::int as seconds from evenkeel.incident_visits order by joined_at',
  );
  expect(rows).toEqual([{ seconds: 179 }, { seconds: 60 }]);
});

test('an incident costs the time of its people, its impact and what is entered by hand; an exercise is not calculated', async () => {
  const server = await startTestServer();
  const incident = await declared(server);
  const read = () => server.admin.call(readIncidentCost, incident);
  expect(await read()).toMatchObject({ total: null, assumedAt: null, version: 0, isSettled: false });

  await assume(server, 1_000);
  const ada = await signInAs(server, 'responder', 'Ada');
  await ada.browser.call(takeIncidentRole, { ...incident, body: { role: 'commander' } });
  for (let minute = 0; minute < 30; minute += 1) {
    await ada.browser.call(joinIncident, incident);
    await server.clock.advance('60 seconds');
  }
  await server.clock.advance('1800 seconds');
  await ada.browser.call(moveIncident, { ...incident, body: { to: 'stable', reason: 'Rolled back' } });
  await ada.browser.call(moveIncident, { ...incident, body: { to: 'resolved', reason: 'Rolled back' } });
  const ended = await read();
  expect(ended).toMatchObject({ currency: 'EUR', isAtLeast: false });
  const { people, impact } = partsOf(ended) as Record<string, { low: number; high: number }>;
  // Half an hour in the room, an hour as commander; an hour of impact.
  const tens = [people!.low, people!.high, impact!.low, impact!.high].map((minor) => Math.round(minor / 1_000));
  expect(tens).toEqual([3, 9, 100, 200]);

  const credits = { currency: 'EUR', low: 5_000, high: 7_000, note: 'SLA' };
  const entered = await ada.browser.call(setIncidentCredits, { ...incident, body: credits }, { ifMatch: 0 });
  expect(entered).toMatchObject({ credits, version: 1, total: { low: ended.total!.low + 5_000 } });
  await expect(
    ada.browser.call(setIncidentCredits, { ...incident, body: credits }, { ifMatch: 0 }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
  const viewer = await signInAs(server, 'viewer', 'Vera');
  await expect(viewer.browser.call(setIncidentCredits, { ...incident, body: credits })).rejects.toMatchObject({
    code: 'forbidden',
  });

  const drill = await declared(server, 'drill');
  await expect(server.admin.call(readIncidentCost, drill)).rejects.toMatchObject({ code: 'not_found' });
  const both = await viewer.browser.call(listIncidentCosts, { query: { ids: [incident.params.id, drill.params.id] } });
  expect(both.items).toEqual([await read()]);
  const csv = await server.admin.call(exportIncidentCosts, {});
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  expect(csv).toContain(`INC-${incident.params.id},EUR,${entered.total!.low},${entered.total!.high},false`);
});

test('editing the assumptions changes what is open, never what is closed', async () => {
  const server = await startTestServer();
  const [early, open, closed] = [await declared(server), await declared(server), await declared(server)];
  const { admin } = server;
  const end = async (incident: typeof open) => {
    for (const to of ['resolved', 'closed'] as const)
      await admin.call(moveIncident, { ...incident, body: { to, reason: 'Over' } });
  };
  await server.clock.advance('3600 seconds');
  await end(early);
  await assume(server, 1_000);
  await end(closed);
  const impactOf = async (incident: typeof open) => {
    const cost = await admin.call(readIncidentCost, incident);
    const { impact } = partsOf(cost) as Record<string, { low: number }>;
    return [Math.round(impact!.low / 10_000), cost.isSettled];
  };
  const before = await admin.call(readIncidentCost, closed);
  await server.clock.advance('60 seconds');
  await assume(server, 5_000);
  expect(await admin.call(readIncidentCost, closed)).toEqual(before);
  expect(await impactOf(closed)).toEqual([10, true]);
  // Closed before there were any: the first that were ever written.
  expect(await impactOf(early)).toEqual([10, true]);
  expect((await impactOf(open))[0]).toBeGreaterThanOrEqual(50);
});

test('the impact rate of a service goes before that of its severity, in what is open, and changes nothing that was closed before', async () => {
  const server = await startTestServer();
  const { admin } = server;
  await assume(server, 1_000);
  const { id: serviceId } = await worldThrough(server).service(null);
  const made = async () => {
    const body = { title: 'Checkout fails', severity: 2 as const, kind: 'real' as const, serviceIds: [serviceId] };
    return { params: { id: (await admin.call(declareIncident, { body })).id } };
  };
  const [open, closed] = [await made(), await made()];
  await server.clock.advance('3600 seconds');
  for (const to of ['resolved', 'closed'] as const)
    await admin.call(moveIncident, { ...closed, body: { to, reason: 'Over' } });
  const settled = await admin.call(readIncidentCost, closed);
  await server.clock.advance('60 seconds');
  const rate = { serviceId, severity: 2 as const, perHour: { low: 9_000_00, high: 9_900_00 } };
  const write = (rates: (typeof rate)[]) => admin.call(updateImpactRates, { body: { currency: 'EUR', rates } });
  await expect(write([{ ...rate, serviceId: 999_999 }])).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(write([rate, rate])).rejects.toMatchObject({ code: 'invalid_input' });
  expect(await write([rate])).toMatchObject({ version: 1, rates: [{ ...rate, serviceName: 'Checkout' }] });
  expect(await admin.call(readIncidentCost, closed)).toEqual(settled);
  const impactOf = async () => {
    const cost = await admin.call(readIncidentCost, open);
    return cost.parts.find(({ key }) => key === 'impact')!;
  };
  expect((await impactOf()).amount!.low).toBeGreaterThanOrEqual(9_000_00);
  expect((await impactOf()).text).toContain('per hour of SEV2 in Checkout.');
  await write([]);
  expect((await impactOf()).text).toContain('per hour of SEV2, the severity it has now.');
});

test('what was declared before visits were kept says that the time of its people is not known', async () => {
  const server = await startTestServer();
  const incident = await declared(server);
  await server.db.query('update evenkeel.incidents set keeps_visits = false');
  await assume(server, 1_000);
  const cost = await server.admin.call(readIncidentCost, incident);
  expect(cost).toMatchObject({ isAtLeast: true });
  expect(partsOf(cost)).toMatchObject({ people: null });
});

test('texts for colleagues say what it cost, and customers are never told', async () => {
  const server = await startTestServer();
  await assume(server, 1_000);
  const incident = await declared(server);
  await server.clock.advance('3600 seconds');
  await server.admin.call(moveIncident, { ...incident, body: { to: 'resolved', reason: 'Over' } });
  const fill = async (key: string) => {
    const { title, body } = await server.admin.call(previewMessageTemplate, {
      params: { key },
      body: { incidentId: incident.params.id, values: {} },
    });
    return `${title} ${body}`;
  };
  expect(await fill('resolved.executives')).toMatch(/Estimated cost: at least €1,0\d0 to €2,0\d0\./);
  expect(await fill('resolved.public')).not.toContain('€');
});

test('a role that was given up counts until then', async () => {
  const server = await startTestServer();
  await assume(server, 0);
  const incident = await declared(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  await ada.browser.call(takeIncidentRole, { ...incident, body: { role: 'scribe' } });
  await server.clock.advance('3600 seconds');
  await ada.browser.call(renounceIncidentRole, { params: { ...incident.params, role: 'scribe', personId: ada.id } });
  await server.clock.advance('3600 seconds');
  const { people } = partsOf(await server.admin.call(readIncidentCost, incident)) as Record<string, { high: number }>;
  expect(Math.round(people!.high / 1_000)).toBe(9);
});
