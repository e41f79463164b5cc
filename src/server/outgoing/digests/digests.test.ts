import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { startSlack } from '../../../../test/stand-ins/slack.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import { createMyToken } from '../../../contract/directory/tokens.ts';
import { createSprintCalendar, removeSprintCalendar } from '../../../contract/measure/sprint-calendars.ts';
import * as contract from '../../../contract/outgoing/digests.ts';
import { addProvider } from '../../../contract/respond/providers.ts';
import { row, rows, transaction } from '../../platform/db/database.ts';
import { followSprints, issue } from './loops.ts';
import { settleRestoredDigests } from './restore-store.ts';
import { claimDue } from './store.ts';

/** A digest passes loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

const weekly = {
  parts: ['measures', 'on-call-load', 'open-work', 'program', 'your-work'] as contract.DigestPart[],
  rhythm: 'weekly' as const,
  weekday: 1,
  at: '09:00',
  timeZone: 'Europe/Berlin',
};

async function start() {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  // A Thursday.
  await server.clock.set('2027-05-06T12:00:00Z');
  const ada = await signInAs(server, 'viewer', 'Ada');
  const digests = () => smtp.mails.filter(({ subject }) => subject?.includes('digest'));
  return { server, smtp, ada, digests };
}

test('a digest goes out once at its time, as a mail in text and HTML with every part, and is kept as it was sent', async () => {
  const { server, ada, digests } = await start();
  const made = await ada.browser.call(contract.createDigest, { body: weekly });
  expect(made).toMatchObject({ dueAt: '2027-05-10T07:00:00.000Z', last: null, isPaused: false });
  await server.clock.set('2027-05-10T07:00:01Z');
  const mail = await eventually(() => digests()[0]);
  expect(mail.subject).toBe('Weekly digest: 3 May to 9 May');
  for (const words of ['Time to restore: no incident was resolved.', 'No action item is open.', 'You own no open'])
    expect(mail.text).toContain(words);
  expect(mail.text).not.toContain('late');
  expect(String(mail.html)).toContain('<h2');
  await eventually(async () => {
    const { items } = await ada.browser.call(contract.listDigests, {});
    return items[0]!.last?.state === 'sent' && items[0]!.dueAt === '2027-05-17T07:00:00.000Z';
  });
  const kept = await rows<{ sections: { title: string }[] }>(server.db, 'select sections from digest_issues');
  expect(kept.map(({ sections }) => sections.map(({ title }) => title))).toEqual([
    ['Your week (times in Europe/Berlin)', 'Measures', 'On-call load', 'Action items', 'Program'],
  ]);
  expect(digests()).toHaveLength(1);
});

test('a digest of sprints follows those of the chosen team or of the organisation, and moves with their calendars', async () => {
  const { server, ada, digests } = await start();
  const team = await server.admin.call(createTeam, { body: { slug: 'payments', name: 'Payments' } });
  const sprintly = { ...weekly, rhythm: 'sprint' as const, at: '08:00', timeZone: 'UTC' };
  const whole = await ada.browser.call(contract.createDigest, { body: sprintly });
  const ofTeam = await ada.browser.call(contract.createDigest, { body: { ...sprintly, sprintTeamId: team.id } });
  // 14 days from 2024-01-01 on, for both.
  expect([whole.dueAt, ofTeam.dueAt]).toEqual(['2027-05-17T08:00:00.000Z', '2027-05-17T08:00:00.000Z']);
  expect(ofTeam).toMatchObject({ team: null, sprintTeam: { id: team.id, name: 'Payments' } });
  const text = 'name,from,to\nOnly,2027-05-05,2027-05-07\n';
  const rule = { origin: 'csv' as const, text };
  const { id } = await server.admin.call(createSprintCalendar, { body: { teamId: team.id, zone: 'UTC', rule } });
  const dues = async () => (await ada.browser.call(contract.listDigests, {})).items.map(({ dueAt }) => dueAt);
  // As the loop does every minute.
  const look = () => transaction(server.db, followSprints);
  await look();
  expect(await dues()).toEqual(['2027-05-17T08:00:00.000Z', '2027-05-08T08:00:00.000Z']);
  await server.clock.set('2027-05-08T08:00:01Z');
  const mail = await eventually(() => digests()[0]);
  expect(mail.subject).toBe('Sprint digest: 5 May to 7 May');
  // No other sprint is listed: it waits until one is.
  await eventually(async () => (await dues())[1] === null);
  await server.admin.call(removeSprintCalendar, { params: { id } });
  await look();
  expect((await dues())[1]).toBe('2027-05-17T08:00:00.000Z');
  const empty = { ...sprintly, sprintTeamId: 999_999 };
  await expect(ada.browser.call(contract.previewDigest, { body: empty })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('two nodes that find the same digest send one, and a node that dies halfway leaves it due', async () => {
  const { server, ada } = await start();
  await ada.browser.call(contract.createDigest, { body: { ...weekly, isPaused: true } });
  await server.clock.set('2027-05-10T07:00:01Z');
  const node = (dies: boolean) =>
    transaction(server.db, async (tx) => {
      const digest = await claimDue(tx);
      if (digest) await issue(tx, digest);
      if (dies) throw new Error('killed');
      return digest?.id ?? null;
    });
  // Paused until here, so that the loop of the server stays out of it; the moment stays that of before.
  await server.db.query(`update digests set paused_at = null, rests_until = null`);
  await node(true).catch(() => {});
  await Promise.all([node(false), node(false)]);
  const issues = await rows<{ wantedAt: Date }>(server.db, 'select wanted_at from digest_issues');
  expect(issues.map(({ wantedAt }) => wantedAt.toISOString())).toEqual(['2027-05-10T07:00:00.000Z']);
});

test('after a downtime one says that it is late, and of several that were missed only the latest goes out', async () => {
  const { server, ada, digests } = await start();
  await ada.browser.call(contract.createDigest, { body: weekly });
  await server.clock.set('2027-05-18T10:00:00Z');
  const mail = await eventually(() => digests()[0]);
  expect(mail.subject).toBe('Weekly digest: 10 May to 16 May');
  expect(mail.text).toContain('This digest is late: it was due Mon 17 May, 09:00 (Europe/Berlin).');
  const issues = await rows<{ state: string; outcome: string | null }>(
    server.db,
    'select state, outcome from digest_issues order by wanted_at',
  );
  expect(issues[0]).toEqual({
    state: 'void',
    outcome: 'Evenkeel was not running, and the next one was due as well',
  });
  expect(digests()).toHaveLength(1);
});

test('a digest to a chat room fits, names no address in the audit log, and is for those who may manage rooms', async () => {
  const { server, ada } = await start();
  const slack = await startSlack();
  const { apiUrl, botToken, signingSecret } = slack;
  const { id: providerId } = await server.admin.call(addProvider, {
    body: { kind: 'slack', name: 'Slack', settings: { apiUrl, botToken, signingSecret } },
  });
  const boss = await signInAs(server, 'admin', 'Boss');
  const chatRoom = { name: '#payments', channel: 'slack', providerId, settings: { to: 'C0123ABCD' } };
  const body = { ...weekly, parts: ['measures' as const], chatRoom };
  await expect(ada.browser.call(contract.createDigest, { body })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    boss.browser.call(contract.createDigest, { body: { ...body, parts: weekly.parts } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(
    boss.browser.call(contract.createDigest, {
      body: { ...body, chatRoom: { ...chatRoom, settings: { to: 'U0ADA' } } },
    }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  const { id } = await boss.browser.call(contract.createDigest, { body });
  expect((await ada.browser.call(contract.listDigests, {})).items).toEqual([]);
  await expect(ada.browser.call(contract.readDigest, { params: { id } })).rejects.toMatchObject({ code: 'not_found' });
  await server.clock.set('2027-05-10T07:00:01Z');
  const posted = await eventually(() => slack.posted[0]);
  expect(JSON.stringify(posted)).toContain('Weekly digest: 3 May to 9 May');
  expect(JSON.stringify(posted)).toContain('/measures');
  const event = await row<{ data: object }>(server.db, "select data from events where kind = 'digest.created'");
  expect(JSON.stringify(event!.data)).not.toContain('C0123ABCD');
});

test('a preview says what would go out, “send to me” sends it, a paused one is quiet and somebody else’s is not there', async () => {
  const { server, ada, digests } = await start();
  const ben = await signInAs(server, 'admin', 'Ben');
  const team = await server.admin.call(createTeam, { body: { slug: 'pay', name: 'Payments', memberIds: [] } });
  const content = { ...weekly, parts: ['measures' as const], teamId: team.id };
  const preview = await ada.browser.call(contract.previewDigest, { body: content });
  expect(preview.subject).toBe('Weekly digest for Payments: 29 Apr to 5 May');
  await ada.browser.call(contract.sendDigestToMe, { body: content });
  const mail = await eventually(() => digests()[0]);
  expect(mail.subject).toBe(preview.subject);
  const { id, version } = await ada.browser.call(contract.createDigest, { body: weekly });
  const params = { id };
  const calls = [
    () => ben.browser.call(contract.readDigest, { params }),
    () => ben.browser.call(contract.deleteDigest, { params }),
    () => ben.browser.call(contract.replaceDigest, { params, body: weekly }),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not_found' });
  await ada.browser.call(contract.replaceDigest, { params, body: { ...weekly, isPaused: true } }, { ifMatch: version });
  await server.clock.set('2027-05-11T12:00:00Z');
  await expect(
    ada.browser.call(contract.replaceDigest, { params, body: weekly }, { ifMatch: version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
  expect(digests()).toHaveLength(1);
  expect((await rows(server.db, 'select from digest_issues where digest_id is not null')).length).toBe(0);
});

test('a token that may not read incidents learns nothing of them by a preview', async () => {
  const { server, ada } = await start();
  const { token } = await ada.browser.call(createMyToken, {
    body: { name: 'narrow', permissions: ['signed-in' as const, 'measures.read' as const], expiresAt: null },
  });
  const narrow = server.as(token);
  await narrow.call(contract.previewDigest, { body: { ...weekly, parts: ['measures'] } });
  await expect(
    narrow.call(contract.previewDigest, { body: { ...weekly, parts: ['open-work'] } }),
  ).rejects.toMatchObject({ code: 'forbidden' });
});

test('after a restore what was due is passed over', async () => {
  const { server, ada } = await start();
  await ada.browser.call(contract.createDigest, { body: { ...weekly, isPaused: true } });
  await server.db.query(`update digests set paused_at = null, due_at = evenkeel.now() + interval '1 day'`);
  const told = await transaction(server.db, async (tx) => {
    await tx.query(`update digests set due_at = evenkeel.now() - interval '3 days'`);
    return settleRestoredDigests(tx);
  });
  expect(told).toEqual(['Digests that were due and will not be sent: 1.']);
  expect(await rows(server.db, 'select due_at from digests')).toEqual([{ dueAt: new Date('2027-05-10T07:00:00Z') }]);
});
