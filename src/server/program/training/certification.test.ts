import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { certify } from '../../../../test/harness/certify.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { worldThrough } from '../../../../test/harness/world.ts';
import { listAudit } from '../../../contract/directory/audit.ts';
import { addContactMethodOf } from '../../../contract/directory/contact-methods.ts';
import {
  applyConfiguration,
  exportConfiguration,
  planConfiguration,
} from '../../../contract/platform/configuration.ts';
import { type CertificationRulesInput, updateCertificationRules } from '../../../contract/program/certification.ts';
import { createDocument, getDocument, removeDocument } from '../../../contract/program/documents.ts';
import { changeIncidentSeverity, declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { acceptIncidentRole, offerIncidentRole, takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { getIncident } from '../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../contract/respond/incidents/timeline.ts';
import { acceptCover, requestCover } from '../../../contract/respond/schedules/covers.ts';
import { listOnCall } from '../../../contract/respond/schedules/oncall.ts';
import { createOverride, swapShifts, takeOver } from '../../../contract/respond/schedules/overrides.ts';
import { applyRota } from '../../../contract/respond/schedules/rotas.ts';
import { createSchedule, getSchedule, updateSchedule } from '../../../contract/respond/schedules/schedule.ts';

const off: CertificationRulesInput = {
  note: '',
  command: { isRequired: false, courseKey: 'incident-commander', severities: [1, 2] },
  onCall: { isRequired: false, courseKey: 'on-call-responder', scheduleIds: null },
};
const commandNeeded = { ...off, command: { ...off.command, isRequired: true } };
const onCallNeeded = { ...off, onCall: { ...off.onCall, isRequired: true } };

const rules = (server: TestServer, body: CertificationRulesInput) =>
  server.admin.call(updateCertificationRules, { body });

const layers = (...participants: number[]) => [
  {
    ...{ name: 'Primary', startsOn: '2026-01-01', participants },
    rotation: { unit: 'day' as const, every: 1, handoffTime: '08:00' },
  },
];

/** Cora is on call, can be reached and is a certified commander; Sam is none. */
async function commanders() {
  const server = await startTestServer();
  const world = worldThrough(server);
  const cora = await world.personByMail('Cora');
  await certify(server, cora.id, 'incident-commander');
  const schedule = await world.schedule('UTC', layers(cora.id));
  const sam = await signInAs(server, 'responder', 'Sam');
  await rules(server, commandNeeded);
  const declare = (severity: 1 | 2 | 3, kind: 'real' | 'drill' = 'real') =>
    server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity, kind } });
  const timeline = async (id: number) =>
    (await server.admin.call(listIncidentTimeline, { params: { id } })).items.map(({ text }) => text);
  return { server, world, cora, sam, schedule, declare, timeline };
}

const commander = { role: 'commander' as const };

test('An uncertified commander is refused in one sentence, and takes command with a reason that everybody can read', async () => {
  const { server, sam, declare, timeline } = await commanders();
  const { id } = await declare(1);
  const take = (waiverReason?: string) =>
    sam.browser.call(takeIncidentRole, { params: { id }, query: { waiverReason }, body: commander });
  await expect(take()).rejects.toMatchObject({
    ...{ status: 409, code: 'certificate_required' },
    detail:
      'Command of a SEV1 needs the certificate “Incident commander”, which Sam does not hold: pass the course under Training, choose Cora, or go on with a reason.',
  });
  expect((await server.admin.call(getIncident, { params: { id } })).roles).toEqual([]);
  const room = await take('Cora is in a plane');
  expect(room.roles.map(({ person }) => person.name)).toEqual(['Sam']);
  const words = 'Without the certificate “Incident commander”, Sam was given command of a SEV1: Cora is in a plane';
  expect(await timeline(id)).toContain(words);
  // Whoever commands already takes nothing.
  await take();
  const audit = await server.admin.call(listAudit, { query: { kind: 'incident.certificateWaived' } });
  expect(audit.items).toHaveLength(1);
});

test('Command of other severities, of drills, and by who holds the certificate asks nothing', async () => {
  const { server, sam, declare } = await commanders();
  for (const { id } of [await declare(3), await declare(1, 'drill')])
    await sam.browser.call(takeIncidentRole, { params: { id }, body: commander });
  await certify(server, sam.id, 'incident-commander', 1);
  const { id } = await declare(1);
  await sam.browser.call(takeIncidentRole, { params: { id }, body: commander });
  const scribe = await declare(1);
  await sam.browser.call(takeIncidentRole, { params: { id: scribe.id }, body: { role: 'scribe' } });
});

test('An expired certificate is none, and an offer is accepted with a reason too', async () => {
  const { server, cora, sam, declare, timeline } = await commanders();
  await certify(server, sam.id, 'incident-commander', -1);
  const { id } = await declare(2);
  await server.admin.call(takeIncidentRole, { params: { id }, body: { ...commander, personId: cora.id } });
  await server.admin.call(offerIncidentRole, { params: { id, ...commander }, body: { personId: sam.id } });
  const params = { id, ...commander };
  await expect(sam.browser.call(acceptIncidentRole, { params })).rejects.toMatchObject({
    code: 'certificate_required',
  });
  const room = await sam.browser.call(acceptIncidentRole, { params, query: { waiverReason: 'Cora must sleep' } });
  expect(room.roles.map(({ person }) => person.name)).toEqual(['Sam']);
  expect((await timeline(id)).join('\n')).toContain('Cora must sleep');
});

test('A declaration is never refused: without the certificate nobody has taken command, and the timeline says why', async () => {
  const { sam, timeline } = await commanders();
  const body = { title: 'Checkout is down', severity: 1 as const, takeCommand: true };
  const declared = await sam.browser.call(declareIncident, { body });
  expect([declared.roles, declared.missingRoles.includes('commander')]).toEqual([[], true]);
  expect((await timeline(declared.id)).join('\n')).toContain('needs the certificate “Incident commander”');
  const again = await sam.browser.call(declareIncident, { body, query: { waiverReason: 'Nobody else answers' } });
  expect(again.roles.map(({ person }) => person.name)).toEqual(['Sam']);
});

test('Raising the severity asks nothing, and the timeline says once that whoever commands lacks the certificate', async () => {
  const { server, cora, sam, declare, timeline } = await commanders();
  const raise = (id: number, severity: 1 | 2) =>
    sam.browser.call(changeIncidentSeverity, { params: { id }, body: { severity, reason: '' } });
  const { id } = await declare(3);
  await sam.browser.call(takeIncidentRole, { params: { id }, body: commander });
  await raise(id, 2);
  await raise(id, 1);
  const without = (await timeline(id)).filter((text) => text.includes('Without'));
  expect(without).toEqual([
    'Without the certificate “Incident commander”, Sam was left in command of what is now a SEV2: the severity was raised',
  ]);
  const hers = await declare(3);
  await server.admin.call(takeIncidentRole, { params: { id: hers.id }, body: { ...commander, personId: cora.id } });
  await raise(hers.id, 1);
  const nobodys = await declare(3);
  await raise(nobodys.id, 1);
  for (const each of [hers, nobodys]) expect((await timeline(each.id)).join('\n')).not.toContain('Without');
});

test('Configuration as code asks nothing, and who it puts on call without the certificate is on the record', async () => {
  const server = await startTestServer();
  const world = worldThrough(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  const ben = await signInAs(server, 'responder', 'Ben');
  await certify(server, ada.id, 'on-call-responder');
  const { slug } = await world.schedule('UTC', layers(ada.id));
  await rules(server, onCallNeeded);
  const { document } = await server.admin.call(exportConfiguration, { query: { secrets: 'false' } });
  const [schedule] = (document.schedules as { slug: string; layers: { participants: string[] }[] }[]).filter(
    (one) => one.slug === slug,
  );
  const mail = (document.people as { email: string; name: string }[]).find(({ name }) => name === 'Ben')!.email;
  const [layer] = schedule!.layers;
  const body = {
    document: {
      schedules: [{ ...schedule, layers: [{ ...layer, participants: [...layer!.participants, mail] }] }],
    },
  };
  const warning = /^Schedule .*: on call without the certificate “On-call responder”: Ben\.$/;
  expect((await server.admin.call(planConfiguration, { body })).warnings).toEqual([expect.stringMatching(warning)]);
  expect((await server.admin.call(listAudit, { query: { kind: 'schedule.certificateWaived' } })).items).toEqual([]);
  await server.admin.call(applyConfiguration, { body });
  expect((await server.admin.call(applyConfiguration, { body })).warnings).toEqual([]);
  const audit = await server.admin.call(listAudit, { query: { kind: 'schedule.certificateWaived' } });
  expect(audit.items.map(({ details }) => details)).toEqual([
    expect.objectContaining({ ground: 'reason', reason: 'configuration as code', personIds: [ben.id] }),
  ]);
});

test('Where nobody who holds the certificate is on call or can be reached, nobody is refused, and it is said', async () => {
  const { server, cora, sam, schedule, declare, timeline } = await commanders();
  await server.db.query('update contact_methods set verified_at = null where person_id = $1', [cora.id]);
  const words = 'nobody else who holds it can be reached';
  const first = await declare(1);
  await sam.browser.call(takeIncidentRole, { params: { id: first.id }, body: commander });
  expect((await timeline(first.id)).join('\n')).toContain(words);
  await server.db.query('update contact_methods set verified_at = evenkeel.now() where person_id = $1', [cora.id]);
  const { version, ...input } = await server.admin.call(getSchedule, { params: { id: schedule.id } });
  await server.admin.call(updateSchedule, {
    params: { id: schedule.id },
    body: {
      ...{ slug: input.slug, name: input.name, timeZone: input.timeZone },
      definition: { layers: layers(sam.id) },
    },
  });
  const second = await declare(1);
  await sam.browser.call(takeIncidentRole, { params: { id: second.id }, body: commander });
  expect((await timeline(second.id)).join('\n')).toContain(words);
  expect(version).toBe(1);
});

test('A check that fails refuses nothing and says so on the timeline and in the audit log', async () => {
  const { server, sam, declare, timeline } = await commanders();
  const { id } = await declare(1);
  await server.db.query('alter table certificates rename to certificates_gone');
  const room = await sam.browser.call(takeIncidentRole, { params: { id }, body: commander });
  expect(room.roles.map(({ person }) => person.name)).toEqual(['Sam']);
  expect((await timeline(id)).join('\n')).toContain('could not be checked, so nothing was refused');
  const audit = await server.admin.call(listAudit, { query: { kind: 'incident.certificateWaived' } });
  expect(audit.items[0]).toMatchObject({ details: { ground: 'not-checked' } });
});

test('Every way onto a schedule asks for the certificate, and each goes on with a reason', async () => {
  const server = await startTestServer();
  await server.clock.set('2026-03-27T06:00:00Z');
  const world = worldThrough(server);
  const ada = await signInAs(server, 'responder', 'Ada');
  const cleo = await world.personByMail('Cleo');
  const ben = await signInAs(server, 'responder', 'Ben');
  await server.admin.call(addContactMethodOf, {
    params: { id: ada.id },
    body: { channel: 'email', label: 'Mail', settings: { address: 'ada@example.org' }, verified: true },
  });
  await certify(server, ada.id, 'on-call-responder');
  const schedule = await world.schedule('UTC', layers(ada.id, cleo.id));
  await rules(server, onCallNeeded);
  const params = { id: schedule.id };
  const { now } = (await server.admin.call(listOnCall, {})).items[0]!;
  const hours = { startsAt: '2026-04-05T09:00:00Z', endsAt: '2026-04-05T10:00:00Z' };
  const { slug, name, timeZone } = schedule;
  /** Turns change at eight: the one that runs has begun the day before. */
  const turn = (daysAhead: number) => {
    const at = (days: number) => new Date(Date.parse('2026-03-26T08:00:00Z') + days * 86_400_000).toISOString();
    return { startsAt: at(daysAhead), endsAt: at(daysAhead + 1) };
  };
  const [first, second] = now.personId === ada.id ? [ada, cleo] : [cleo, ada];
  const request = await ada.browser.call(requestCover, {
    body: { scheduleId: schedule.id, ...turn(first === ada ? 4 : 5), ask: { kind: 'person', personId: ben.id } },
  });
  const ways: ((query: { waiverReason?: string }) => Promise<unknown>)[] = [
    (query) => server.admin.call(createOverride, { params, query, body: { ...hours, personId: ben.id } }),
    (query) => ben.browser.call(takeOver, { params, query, body: {} }),
    (query) =>
      server.admin.call(swapShifts, {
        ...{ params, query },
        body: { first: { personId: first.id, ...turn(2) }, second: { personId: second.id, ...turn(3) } },
      }),
    (query) => ben.browser.call(acceptCover, { params: { id: request.id }, query }),
    (query) =>
      server.admin.call(applyRota, {
        ...{ params, query },
        body: { overrides: [{ personId: ben.id, startsAt: '2026-04-10T09:00:00Z', endsAt: '2026-04-10T10:00:00Z' }] },
      }),
    (query) =>
      server.admin.call(updateSchedule, {
        ...{ params, query },
        body: { slug, name, timeZone, definition: { layers: layers(ada.id, cleo.id, ben.id) } },
      }),
    (query) =>
      server.admin.call(createSchedule, {
        query,
        body: { slug: randomUUID(), name, timeZone, definition: { layers: layers(ada.id, ben.id) } },
      }),
  ];
  for (const way of ways) {
    await expect(way({})).rejects.toMatchObject({ code: 'certificate_required' });
  }
  const refusal = await ways[0]!({}).catch((error: Error) => error);
  expect(String(refusal)).toContain(
    `Being on call on ${name} needs the certificate “On-call responder”, which Ben does not hold: pass the course under Training, choose Ada, or go on with a reason.`,
  );
  for (const way of ways) await way({ waiverReason: 'She learns by doing' });
  const audit = await server.admin.call(listAudit, { query: { kind: 'schedule.certificateWaived' } });
  expect(audit.items.map(({ details }) => details.reason)).toEqual(ways.map(() => 'She learns by doing'));
  // Whoever has turns joins nothing: editing the schedule asks nothing, and Cleo, who lacks it, stays on call.
  await server.admin.call(updateSchedule, {
    params,
    body: { slug, name, timeZone, definition: { layers: layers(ada.id, cleo.id, ben.id) } },
  });
});

test('A course whose certificate is required is not archived, and one that is archived cannot be required', async () => {
  const server = await startTestServer();
  const params = { kind: 'course' as const, key: 'ours' };
  const { source } = await server.admin.call(getDocument, { params: { kind: 'course', key: 'scribe' } });
  await server.admin.call(createDocument, { params: { kind: 'course' }, body: { key: 'ours', source } });
  const ours = { ...off, command: { ...off.command, isRequired: true, courseKey: 'ours' } };
  await rules(server, ours);
  await expect(server.admin.call(removeDocument, { params })).rejects.toMatchObject({ code: 'state_conflict' });
  await rules(server, off);
  await server.admin.call(removeDocument, { params });
  await expect(rules(server, ours)).rejects.toMatchObject({ code: 'invalid_input' });
});

test('A rule for one schedule leaves the others alone, and what does not exist is no rule', async () => {
  const server = await startTestServer();
  const world = worldThrough(server);
  const ada = await world.personByMail('Ada');
  const ben = await world.personByMail('Ben');
  await certify(server, ada.id, 'on-call-responder');
  const [strict, free] = [await world.schedule('UTC', layers(ada.id)), await world.schedule('UTC', layers(ada.id))];
  await rules(server, { ...onCallNeeded, onCall: { ...onCallNeeded.onCall, scheduleIds: [strict.id] } });
  const body = { personId: ben.id, startsAt: '2036-03-28T09:00:00Z', endsAt: '2036-03-28T10:00:00Z' };
  await server.admin.call(createOverride, { params: { id: free.id }, body });
  await expect(server.admin.call(createOverride, { params: { id: strict.id }, body })).rejects.toMatchObject({
    code: 'certificate_required',
  });
  await expect(
    rules(server, { ...off, onCall: { ...off.onCall, courseKey: 'no-such', scheduleIds: [999_999] } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});
