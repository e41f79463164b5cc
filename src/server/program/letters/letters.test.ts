import { expect, onTestFinished, test } from 'vitest';
import { eventually as within } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { createTeam } from '../../../contract/directory/teams.ts';
import * as contract from '../../../contract/program/outside/sponsor-letters.ts';
import { createPilot, endPilot } from '../../../contract/program/pilots.ts';
import { row, rows, transaction } from '../../platform/db/database.ts';
import { writeDue } from './loops.ts';
import { settleRestoredLetters } from './restore-store.ts';
import { claimDue } from './store.ts';

/** A letter passes loops that rest between their looks. */
const eventually = <T>(probe: () => Promise<T> | T) => within(probe, 40_000);

const nobody = { personId: null, name: null, email: null };
const outside = { ...nobody, name: 'Vera <b>Stone</b>', email: 'Vera.Stone@example.org' };
const ask = { question: 'May we <freeze> releases on Fridays?', options: ['Yes', 'No', 'Only & for "tier 1"'] };

async function start() {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  await server.clock.set('2027-05-10T12:00:00Z');
  const coach = await signInAs(server, 'admin', 'Coach');
  const { id: teamId } = await server.admin.call(createTeam, {
    body: { slug: 'pay', name: 'Payments', memberIds: [] },
  });
  const { id } = await server.admin.call(createPilot, { body: { teamId, startsOn: '2027-05-03', timeZone: 'UTC' } });
  const params = { id };
  const set = (change: Partial<contract.SponsorLetterSettingsInput>, client = server.admin) =>
    client.call(contract.replaceSponsorLetterSettings, {
      params,
      body: { recipient: outside, isOn: true, note: '', ask: null, ...change },
    });
  const read = () => server.admin.call(contract.readSponsorLetters, { params });
  const mails = (address: string) =>
    smtp.mails.filter(({ to }) => [to].flat().some((one) => one?.text.toLowerCase().includes(address)));
  const veras = () => mails('vera.stone@example.org');
  const linkIn = (text: string | undefined, place: string) => {
    const found = new RegExp(`https?://[^/\\s]+(/sponsor/${place}[0-9][^\\s"<]+)`).exec(text ?? '');
    if (!found) throw new Error(`No link to ${place} in: ${text}`);
    return server.url + found[1];
  };
  const press = (url: string, fields: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  const confirm = async () => {
    const mail = await eventually(() => veras()[0]);
    const link = linkIn(mail.text, 'addresses/');
    expect((await press(link)).status).toBe(200);
    return link;
  };
  return { server, smtp, coach, params, set, read, mails, veras, linkIn, press, confirm, id };
}

test('an outside address gets no letter before it is confirmed by a button, and none after it has stopped them', async () => {
  const { server, params, set, read, veras, linkIn, press, confirm } = await start();
  const { settings } = await set({});
  expect(settings).toMatchObject({ state: 'unconfirmed', email: 'vera.stone@example.org', dueAt: null });
  await expect(server.admin.call(contract.sendSponsorLetter, { params })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  const mail = await eventually(() => veras()[0]);
  const link = linkIn(mail.text, 'addresses/');
  // Scanners of mail follow links: reading changes nothing.
  expect(await (await fetch(link)).text()).toContain('Confirm this address');
  expect((await read()).settings.state).toBe('unconfirmed');
  await confirm();
  expect((await read()).settings).toMatchObject({ state: 'ready', dueAt: '2027-06-01T09:00:00.000Z' });

  await server.clock.set('2027-06-01T09:00:01Z');
  const letter = await eventually(() => veras()[1]);
  expect(letter.subject).toBe('Payments: where incident management stands on 1 June 2027');
  expect(letter.text).toContain('of 15 milestones done.');
  expect(letter.text?.match(/\/sponsor\/stops\//g), 'the link that stops them comes once').toHaveLength(1);
  const unsubscribe = letter.headers.get('list') as unknown as { unsubscribe: { url: string } };
  const stop = server.url + new URL(unsubscribe.unsubscribe.url).pathname;
  expect(await (await fetch(stop)).text()).toContain('Stop the letters');
  expect((await read()).settings.state).toBe('ready');
  expect((await press(stop, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
  expect((await read()).settings).toMatchObject({ state: 'stopped', dueAt: null });
  await server.clock.set('2027-07-01T09:00:01Z');
  await expect(server.admin.call(contract.sendSponsorLetter, { params })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(veras()).toHaveLength(2);
});

test('the sponsor reads and decides once behind the link; the plan keeps it and whoever asked is told', async () => {
  const { server, coach, params, set, read, veras, linkIn, press, confirm, mails } = await start();
  await set({});
  await confirm();
  await set({ note: 'Thank you\n<script>alert(1)</script>', ask }, coach.browser);
  const sent = await server.admin.call(contract.sendSponsorLetter, { params });
  expect(sent.items).toMatchObject([{ ask, decision: null, recipientName: outside.name }]);
  await expect(server.admin.call(contract.sendSponsorLetter, { params })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  // What was added to this letter is not added to the next.
  expect(sent.settings).toMatchObject({ note: '', ask: null });
  const mail = await eventually(() => veras().find(({ subject }) => subject?.startsWith('Payments')));
  const link = linkIn(mail.text, '');
  const html = await (await fetch(link)).text();
  expect(html).toContain('May we &lt;freeze&gt; releases on Fridays?');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script');
  expect((await read()).items[0]!.decision).toBeNull();

  expect((await press(`${link}/decision`, { option: '9' })).status).toBe(400);
  const pressed = await press(`${link}/decision`, { option: '2', words: 'From next week.' });
  expect(pressed.status).toBe(303);
  expect(await (await fetch(link)).text()).toContain('You decided: <strong>Only &amp; for &quot;tier 1&quot;</strong>');
  await press(`${link}/decision`, { option: '0', words: 'Changed my mind' });
  expect((await read()).items[0]!.decision).toMatchObject({ option: ask.options[2], words: 'From next week.' });
  const events = await rows<{ actor: object; data: object }>(
    server.db,
    "select actor, data from events where kind = 'pilot.letterDecided'",
  );
  expect(events).toMatchObject([{ actor: { kind: 'link', name: outside.name }, data: { option: ask.options[2] } }]);
  const notice = await eventually(() =>
    row<{ personId: number; title: string }>(
      server.db,
      "select person_id, title from notices where kind = 'sponsorDecided'",
    ),
  );
  expect(notice).toEqual({ personId: coach.id, title: `${outside.name} decided: ${ask.options[2]}` });
  expect(mails('bcc')).toEqual([]);
});

test('a decision that is not made is reminded of once, then overdue; a withdrawn, forged or old link does nothing', async () => {
  const { server, params, set, read, veras, linkIn, press, confirm } = await start();
  await set({});
  const address = await confirm();
  await set({ ask });
  await server.admin.call(contract.sendSponsorLetter, { params });
  const mail = await eventually(() => veras().find(({ text }) => text?.includes('Read and decide')));
  const link = linkIn(mail.text, '');
  await server.clock.advance('8 days');
  await eventually(() => veras().find(({ subject }) => subject?.startsWith('Your decision is still needed')));
  expect((await read()).items[0]).toMatchObject({ isOverdue: false, decision: null });
  await server.clock.advance('7 days');
  expect((await read()).items[0]!.isOverdue).toBe(true);
  expect(veras().filter(({ subject }) => subject?.startsWith('Your decision'))).toHaveLength(1);

  const token = link.split('/').at(-1)!;
  const forged = [
    link.replace(token, `${token.slice(0, -4)}AAAA`),
    link.replace(/sponsor\/\d+/, 'sponsor/9'),
    link.replace(token, address.split('/').at(-1)!),
    link.replace(token, 'x'),
  ];
  for (const one of forged) expect((await press(`${one}/decision`, { option: '0' })).status, one).toBe(404);
  const [letter] = (await read()).items;
  await server.admin.call(contract.withdrawSponsorLetter, { params: { ...params, letterId: letter!.id } });
  expect((await fetch(link)).status).toBe(404);
  expect((await press(`${link}/decision`, { option: '0' })).status).toBe(404);
  expect((await read()).items[0]).toMatchObject({ isOverdue: false, decision: null });
});

test('two nodes write one letter, and one that dies halfway leaves it due', async () => {
  const { server, set } = await start();
  const ada = await signInAs(server, 'viewer', 'Ada');
  await set({ recipient: { ...nobody, personId: ada.id }, isOn: false });
  await server.clock.set('2027-06-01T09:00:01Z');
  await server.db.query(`update sponsor_letter_settings set rests_until = evenkeel.now() + interval '1 hour', is_on = true,
    due_at = '2027-06-01T09:00:00Z'`);
  const node = (dies: boolean) =>
    transaction(server.db, async (tx) => {
      await tx.query('update sponsor_letter_settings set rests_until = null');
      const settings = await claimDue(tx);
      if (settings) await writeDue(tx, settings);
      if (dies) throw new Error('killed');
    });
  await node(true).catch(() => {});
  await Promise.all([node(false), node(false)]);
  const letters = await rows<{ wantedAt: Date; recipientName: string }>(
    server.db,
    'select wanted_at, recipient_name from sponsor_letters',
  );
  expect(letters).toEqual([{ wantedAt: new Date('2027-06-01T09:00:00Z'), recipientName: 'Ada' }]);
});

test('a new address starts unconfirmed, an old confirmation is of no use, and nothing is sent for a plan that has ended', async () => {
  const { server, params, set, read, veras, linkIn, press, confirm } = await start();
  await set({});
  await confirm();
  const link = linkIn(veras()[0]!.text, 'addresses/');
  await set({ recipient: { ...nobody, name: 'Max', email: 'max@example.org' } });
  expect((await press(link)).status).toBe(404);
  expect((await read()).settings).toMatchObject({ state: 'unconfirmed', email: 'max@example.org' });
  await expect(server.admin.call(contract.askSponsorAgain, { params })).rejects.toMatchObject({
    code: 'too_many_requests',
  });
  await expect(
    set({ recipient: { ...nobody, name: 'Eve\r\nBcc: x@example.org', email: 'eve@example.org' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(set({ recipient: { ...nobody, name: 'Eve', email: 'a@b.example, c@d.example' } })).rejects.toMatchObject(
    { code: 'invalid_input' },
  );
  const viewer = await signInAs(server, 'viewer', 'Vic');
  await expect(viewer.browser.call(contract.sendSponsorLetter, { params })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await server.admin.call(endPilot, { params, body: { outcome: 'completed' } });
  await expect(set({})).rejects.toMatchObject({ code: 'state_conflict' });
});

test('guessing links soon ends', async () => {
  const { server } = await start();
  const statuses: number[] = [];
  for (let turn = 0; turn < 62; turn += 1) statuses.push((await fetch(`${server.url}/sponsor/${turn}.x`)).status);
  expect(statuses.slice(0, 60)).toEqual(Array(60).fill(404));
  expect(statuses.slice(60)).toEqual([429, 429]);
});

test('after a restore what was due is passed over and nobody is reminded of old letters', async () => {
  const { server, set } = await start();
  const ada = await signInAs(server, 'viewer', 'Ada');
  await set({ recipient: { ...nobody, personId: ada.id }, isOn: false });
  const told = await transaction(server.db, async (tx) => {
    await tx.query(`update sponsor_letter_settings set is_on = true, due_at = evenkeel.now() - interval '3 days'`);
    return settleRestoredLetters(tx);
  });
  expect(told).toEqual(['Letters to sponsors that waited and will not be sent: 1.']);
  expect(await rows(server.db, 'select due_at from sponsor_letter_settings')).toEqual([
    { dueAt: new Date('2027-06-01T09:00:00Z') },
  ]);
});
