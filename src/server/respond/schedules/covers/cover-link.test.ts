import { expect, onTestFinished, test } from 'vitest';
import { certify } from '../../../../../test/harness/certify.ts';
import { eventually } from '../../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../../test/harness/smtp-sink.ts';
import { disablePerson } from '../../../../contract/directory/people.ts';
import { updateCertificationRules } from '../../../../contract/program/certification.ts';
import * as covers from '../../../../contract/respond/schedules/covers.ts';
import { createSchedule } from '../../../../contract/respond/schedules/schedule.ts';
import { row } from '../../../platform/db/database.ts';
import { Secret } from '../../../platform/secrets.ts';
import { worldOf } from '../../pages/world-for-tests.ts';
import { addResponder } from '../responder-for-tests.ts';
import { coverLinks } from './cover-link.ts';

test('a token opens its own request for its own person only', () => {
  const links = coverLinks(new Secret('key'));
  const token = links.tokenOf(7, 3);
  expect(links.read(token)).toEqual({ requestId: 7, personId: 3 });
  for (const other of [token.replace(/^7/, '8'), token.replace('.3.', '.4.'), `${token}x`, token.slice(0, -1), ''])
    expect(links.read(other)).toBeNull();
  expect(coverLinks(new Secret('another')).read(token)).toBeNull();
  expect(coverLinks(new Secret('another'), [new Secret('another'), new Secret('key')]).read(token)).not.toBeNull();
});

/** Ada asks Ben and Cleo for cover of the shift that begins in a day. */
async function asked() {
  const sink = await startSmtpSink();
  onTestFinished(() => sink.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  await server.clock.set('2026-03-27T06:00:00Z');
  const [ada, ben, cleo] = [
    await addResponder(server, 'Ada <b>'),
    await addResponder(server, 'Ben'),
    await addResponder(server, 'Cleo'),
  ];
  const { id: scheduleId } = await server.admin.call(createSchedule, {
    body: {
      ...{ slug: 'daily', name: 'Daily', timeZone: 'UTC' },
      definition: {
        layers: [
          {
            ...{ name: 'Primary', startsOn: '2026-03-25' },
            rotation: { unit: 'day', every: 1, handoffTime: '08:00' },
            participants: [ada, ben, cleo].map(({ personId }) => personId),
          },
        ],
      },
    },
  });
  const world = worldOf(server);
  await world.email(ben.personId, 'ben@example.org');
  await world.email(cleo.personId, 'cleo@example.org');
  const shift = { startsAt: '2026-03-28T08:00:00Z', endsAt: '2026-03-29T08:00:00Z' };
  const request = await ada.client.call(covers.requestCover, {
    body: { scheduleId, ...shift, reason: '<script>', ask: { kind: 'rota' } },
  });
  const linkIn = (address: string) =>
    sink.mails
      .filter(({ to }) => [to].flat()[0]!.text.includes(address))
      .map(({ text }) => /\/c\/\S+/.exec(text ?? '')?.[0])
      .find((path) => path !== undefined);
  await eventually(() => linkIn('ben@') !== undefined && linkIn('cleo@') !== undefined);
  const links = { ben: `${server.url}${linkIn('ben@')}`, cleo: `${server.url}${linkIn('cleo@')}` };
  const press = (link: string, action: 'acceptance' | 'refusal') =>
    fetch(`${link}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
      redirect: 'manual',
    });
  const state = () => server.admin.call(covers.getCoverRequest, { params: { id: request.id } });
  return { server, ada, ben, links, press, state };
}

test('reading the link changes nothing; its buttons decline and accept once, and say who was faster', async () => {
  const { server, links, press, state } = await asked();
  const countEvents = async () =>
    (await row<{ count: number }>(server.db, 'select count(*)::int as count from events'))!.count;
  const before = await countEvents();
  const reply = await fetch(links.ben);
  const html = await reply.text();
  expect(reply.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(html).toContain('Can you cover Ada &lt;b&gt;’s shift on Daily?');
  expect(html).not.toContain('<script');
  expect(await countEvents()).toBe(before);

  expect((await press(links.ben, 'refusal')).status).toBe(303);
  expect(await (await fetch(links.ben)).text()).toContain('You declined');
  expect((await state()).asked).toMatchObject([
    { name: 'Ben', declined: true },
    { name: 'Cleo', declined: false },
  ]);
  expect((await press(links.ben, 'acceptance')).status).toBe(303);
  expect(await state()).toMatchObject({ state: 'accepted', acceptedByName: 'Ben' });
  expect(await (await fetch(links.ben)).text()).toContain('You have this shift');

  const late = await press(links.cleo, 'acceptance');
  expect(late.status).toBe(409);
  expect(await late.text()).toContain('Ben has taken this shift.');
});

test('whoever lacks a required certificate reads what is missing behind the link, and takes the shift with a reason', async () => {
  const { server, ada, links, press, state } = await asked();
  await worldOf(server).email(ada.personId, 'ada@example.org');
  await certify(server, ada.personId, 'on-call-responder');
  await server.admin.call(updateCertificationRules, {
    body: {
      command: { isRequired: false, courseKey: 'incident-commander', severities: [1] },
      onCall: { isRequired: true, courseKey: 'on-call-responder', scheduleIds: null },
    },
  });
  const refused = await press(links.ben, 'acceptance');
  const html = await refused.text();
  expect(refused.status).toBe(409);
  expect(html).toContain('Being on call on Daily needs the certificate “On-call responder”, which Ben does not hold');
  expect(html).toContain('Ada &lt;b&gt;');
  expect(html).toContain('name="waiverReason"');
  expect((await state()).state).toBe('open');
  const taken = await fetch(`${links.ben}/acceptance`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ waiverReason: 'Ada is ill' }).toString(),
    redirect: 'manual',
  });
  expect(taken.status).toBe(303);
  expect(await state()).toMatchObject({ state: 'accepted', acceptedByName: 'Ben' });
});

test('a link that was changed, or whose holder is deactivated, opens nothing', async () => {
  const { server, ada, ben, links, press, state } = await asked();
  const opens = async (link: string) => [(await fetch(link)).status, (await press(link, 'acceptance')).status];
  expect(await opens(links.ben.replace(`.${ben.personId}.`, `.${ada.personId}.`))).toEqual([404, 303]);
  expect(await opens(links.ben.replace(/.{3}$/, 'abc'))).toEqual([404, 303]);
  const cut = await fetch(links.ben.slice(0, -3));
  expect([cut.status, cut.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  await server.admin.call(disablePerson, { params: { id: ben.personId } });
  expect(await opens(links.ben)).toEqual([404, 303]);
  expect((await state()).state).toBe('open');
});
