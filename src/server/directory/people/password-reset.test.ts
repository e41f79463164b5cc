import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { password, signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { createPerson, disablePerson, invitePerson } from '../../../contract/directory/people.ts';
import { readMe, readSession, signIn } from '../../../contract/directory/session.ts';
import {
  acceptInvitation,
  readPasswordReset,
  requestPasswordReset,
  resetPassword,
} from '../../../contract/directory/setup.ts';
import { makeResetToken } from './password-reset.ts';

const fresh = 'a whole new battery';

async function withMail() {
  const mail = await startSmtpSink();
  onTestFinished(mail.stop);
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mail.url } });
  const linkTo = (email: string) => {
    const found = mail.mails.find(({ to }) => to && !Array.isArray(to) && to.value[0]?.address === email);
    return found && /password-reset#(\S+)/.exec(found.text ?? '')?.[1];
  };
  return { server, mail, linkTo };
}

test('a forgotten password is replaced once with the link of the mail, which ends every session', async () => {
  const { server, linkTo } = await withMail();
  const ada = await signInAs(server, 'responder', 'Ada');
  await server.as().call(requestPasswordReset, { body: { email: ada.email.toUpperCase() } });
  const token = await eventually(() => linkTo(ada.email));
  expect(await server.as().call(readPasswordReset, { body: { token } })).toEqual({ email: ada.email, name: 'Ada' });

  const browser = openBrowser(server.url);
  expect(await browser.call(resetPassword, { body: { token, password: fresh } })).toEqual({ status: 'signed-in' });
  expect((await browser.call(readMe, {})).email).toBe(ada.email);
  expect((await ada.browser.call(readSession, {})).person).toBeNull();
  await expect(browser.call(resetPassword, { body: { token, password: fresh } })).rejects.toMatchObject({
    code: 'link_not_valid',
  });
  const old = openBrowser(server.url).call(signIn, { body: { email: ada.email, password } });
  await expect(old).rejects.toMatchObject({ code: 'sign_in_failed' });
});

test('known, unknown, disabled and invited addresses get the same answer, and only a known one gets a mail', async () => {
  const { server, mail, linkTo } = await withMail();
  const [known, disabled] = [await signInAs(server, 'responder'), await signInAs(server, 'responder')];
  await server.admin.call(disablePerson, { params: { id: disabled.id } });
  const invited = { email: 'invited@example.org', name: 'Invited' };
  await server.admin.call(createPerson, { body: invited });
  const answers = [];
  for (const email of ['nobody@example.org', disabled.email, invited.email, known.email]) {
    const response = await fetch(`${server.url}/api/v1/password-reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    });
    answers.push([response.status, await response.text()]);
  }
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]![0]).toBe(202);
  await eventually(() => linkTo(known.email));
  expect(mail.mails).toHaveLength(1);
});

test('an address gets three mails an hour, however often somebody asks', async () => {
  const { server, mail } = await withMail();
  const { email } = await signInAs(server, 'responder');
  const other = await signInAs(server, 'responder');
  for (let count = 0; count < 6; count += 1) await server.as().call(requestPasswordReset, { body: { email } });
  await server.as().call(requestPasswordReset, { body: { email: other.email } });
  await eventually(() => mail.mails.some(({ text }) => text?.includes('password-reset')) && mail.mails.length >= 4);
  expect(mail.mails).toHaveLength(4);
});

test('a network that asks too often is told so', async () => {
  const { server } = await withMail();
  const ask = (at: number) => server.as().call(requestPasswordReset, { body: { email: `nobody-${at}@example.org` } });
  for (let at = 0; at < 20; at += 1) await ask(at);
  await expect(ask(20)).rejects.toMatchObject({ status: 429 });
});

test('a newer link, an hour, or another password makes a link void', async () => {
  const { server } = await withMail();
  const { email } = await signInAs(server, 'responder');
  const { db } = server.server.platform;
  const make = () => makeResetToken(db, email);
  const isVoid = async ({ token }: { token: string }) => {
    await expect(server.as().call(readPasswordReset, { body: { token } })).rejects.toMatchObject({
      code: 'link_not_valid',
    });
  };
  const first = await make();
  const second = await make();
  await isVoid(first);
  await server.as().call(readPasswordReset, { body: { token: second.token } });
  await server.clock.advance('61 minutes');
  await isVoid(second);
});

test('without a mail server the answer says what else can be done', async () => {
  const server = await startTestServer();
  expect((await server.as().call(readSession, {})).signInMethods.passwordReset).toBe(false);
  const asked = server.as().call(requestPasswordReset, { body: { email: 'ada@example.org' } });
  await expect(asked).rejects.toMatchObject({ status: 503, detail: expect.stringContaining('people reset-link') });
});

test('an invitation goes by mail when that is asked for, and a mail that fails is told with its reason', async () => {
  const { server, mail } = await withMail();
  const { id } = await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  const invite = () => server.admin.call(invitePerson, { params: { id }, query: { mail: 'true' } });
  const { link, mail: sent } = await invite();
  expect(sent).toEqual({ sent: true, reason: null });
  expect(mail.mails[0]!.text).toContain(link);
  expect(mail.mails[0]!.html).toContain(link);
  const body = { token: link.split('#')[1]!, password };
  expect(await openBrowser(server.url).call(acceptInvitation, { body })).toEqual({ status: 'signed-in' });

  mail.setRefusing(true);
  expect((await invite()).mail).toMatchObject({ sent: false, reason: expect.stringMatching(/\S/) });
  expect((await server.admin.call(invitePerson, { params: { id } })).mail).toBeNull();
});
