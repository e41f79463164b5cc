import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import { createPerson, invitePerson, updatePerson } from '../../../contract/directory/people.ts';

test('an invitation carries no name that somebody else typed, and nobody is flooded with them', async () => {
  const sink = await startSmtpSink();
  onTestFinished(sink.stop);
  const { admin } = await startTestServer({ environment: { EVENKEEL_SMTP_URL: sink.url } });
  const stranger = { email: 'stranger@example.org', name: 'You have won, see example.org' };
  const { id } = await admin.call(createPerson, { body: stranger });
  const invite = async (person: number) =>
    (await admin.call(invitePerson, { params: { id: person }, query: { mail: 'true' } })) as {
      link: string;
      mail: { sent: boolean; reason: string | null };
    };

  for (let count = 0; count < 5; count += 1) expect((await invite(id)).mail.sent).toBe(true);
  await eventually(() => sink.mails.length === 5);
  const to = sink.mails.map((mail) => mail.to && !Array.isArray(mail.to) && mail.to.value[0]);
  expect(to).toEqual(Array(5).fill({ address: stranger.email, name: '' }));

  const sixth = await invite(id);
  expect(sixth.link).toContain('/invitation#');
  expect(sixth.mail).toEqual({ sent: false, reason: '5 invitations were e-mailed in the last hour' });
  // Neither another address for the same person nor another person for the same address begins anew.
  await admin.call(updatePerson, { params: { id }, body: { ...stranger, email: 'moved@example.org' } });
  expect((await invite(id)).mail.sent).toBe(false);
  const second = await admin.call(createPerson, { body: stranger });
  expect((await invite(second.id)).mail.sent).toBe(false);
  expect(sink.mails).toHaveLength(5);
});
