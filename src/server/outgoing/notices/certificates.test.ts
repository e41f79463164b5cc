import { expect, test } from 'vitest';
import { certify } from '../../../../test/harness/certify.ts';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { updateCertificationRules } from '../../../contract/program/certification.ts';
import { declareIncident } from '../../../contract/respond/incidents/changes.ts';
import { takeIncidentRole } from '../../../contract/respond/incidents/roles.ts';
import { rows } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { noticesByClock } from './by-clock.ts';
import { loadReaders } from './settings-store.ts';

/** A notice passes several loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

test('A certificate that ends is told of 30 and 7 days before, and not when it was renewed', async () => {
  const server = await startTestServer();
  await server.clock.set('2027-05-05T12:00:00Z');
  const sam = await signInAs(server, 'responder', 'Sam');
  const ada = await signInAs(server, 'responder', 'Ada');
  await certify(server, sam.id, 'incident-commander', 40);
  await certify(server, ada.id, 'incident-commander', 20);
  await certify(server, ada.id, 'incident-commander', 365);
  const told = async () => {
    const nowMs = await readNowMs(server.db);
    const found = await noticesByClock(server.db, await loadReaders(server.db, null), nowMs);
    return found.filter(({ kind }) => kind === 'certificateExpiring');
  };
  expect(await told()).toEqual([]);
  await server.clock.advance('11 days');
  const [first, ...others] = await told();
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    ...{ personId: sam.id, title: 'Your certificate “Incident commander” expires on Mon 14 Jun, 12:00' },
    path: '/program/training/incident-commander',
  });
  await server.clock.advance('20 days');
  // The same as before, which is told once.
  expect(await told()).toEqual([first]);
  await server.clock.advance('3 days');
  const [last] = await told();
  expect([last!.personId, last!.key !== first!.key]).toEqual([sam.id, true]);
  await server.clock.advance('7 days');
  expect(await told()).toEqual([]);
});

test('Administrators are told who went on without a required certificate, and why', async () => {
  const server = await startTestServer();
  await server.clock.set('2027-05-05T12:00:00Z');
  const boss = await signInAs(server, 'admin', 'Boss');
  const sam = await signInAs(server, 'responder', 'Sam');
  const body = {
    command: { isRequired: true, courseKey: 'incident-commander', severities: [1 as const] },
    onCall: { isRequired: false, courseKey: 'on-call-responder', scheduleIds: null },
  };
  await server.admin.call(updateCertificationRules, { body });
  const { id } = await server.admin.call(declareIncident, { body: { title: 'Checkout is down', severity: 1 } });
  await sam.browser.call(takeIncidentRole, {
    ...{ params: { id }, query: { waiverReason: 'Everybody else is asleep' } },
    body: { role: 'commander' },
  });
  const told = await eventually(async () => {
    const found = await rows<{ personId: number; title: string; text: string }>(
      server.db,
      "select person_id, title, text from notices where kind = 'certificateWaived'",
    );
    return found.length > 0 && found;
  });
  expect(told).toEqual([
    {
      personId: boss.id,
      title: 'Sam went on without a required certificate in INC-1',
      text: 'Without the certificate “Incident commander”, Sam was given command of a SEV1: Everybody else is asleep',
    },
  ]);
});
