import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { signInAs } from '../../../../test/harness/people.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { startSmtpSink } from '../../../../test/harness/smtp-sink.ts';
import * as contract from '../../../contract/detect/maintenance-windows.ts';
import { createService } from '../../../contract/directory/services.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import type { AccountMail } from '../../directory/people/account-mail.ts';
import { watchSilence } from './watch.ts';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const everything = { all: [{ field: 'title' as const, operator: 'exists' as const }] };

test('a responder silences no more than a part, for no more than three days; an admin may, and everybody hears of it', async () => {
  const mailServer = await startSmtpSink();
  onTestFinished(() => mailServer.stop());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: mailServer.url } });
  const { admin } = server;
  const shop = await admin.call(createService, { body: { slug: 'shop', name: 'Shop' } });
  await admin.call(createService, { body: { slug: 'search', name: 'Search' } });
  const { browser } = await signInAs(server, 'responder');
  const create = (body: object) =>
    browser.call(contract.createMaintenanceWindow, { body: { title: 'Move', endsAt: inHours(2), ...body } });

  await expect(create({ condition: everything })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(create({ serviceIds: [shop.id], endsAt: inHours(73) })).rejects.toMatchObject({ code: 'forbidden' });
  const small = await create({ serviceIds: [shop.id] });
  const widened = browser.call(contract.updateMaintenanceWindow, {
    params: { id: small.id },
    body: { title: 'Move', endsAt: inHours(2), condition: everything },
  });
  await expect(widened).rejects.toMatchObject({ code: 'forbidden' });
  expect(await admin.call(contract.readSilence, {})).toMatchObject({ isWide: false, until: null });

  // The server looks by itself, too; whoever of the two notices a change tells of it.
  const sent: AccountMail[] = [];
  const toldTo = ({ email }: { email: string }) => [
    ...sent.filter(({ to }) => to.address === email).map(({ subject }) => subject),
    ...mailServer.mails
      .filter(({ to }) => [to].flat().some((one) => one?.text.includes(email)))
      .map(({ subject }) => subject),
  ];
  const look = () =>
    watchSilence(server.db, pino({ level: 'silent' }), {
      sendMail: async (mail) => {
        sent.push(mail);
        return { sent: true };
      },
      publicUrl: () => 'https://ops.example',
    });
  const owner = await signInAs(server, 'admin');
  await look();
  expect(toldTo(owner)).toEqual([]);
  const wide = await admin.call(contract.createMaintenanceWindow, {
    body: { title: 'Everything', endsAt: inHours(200), condition: everything },
  });
  expect(await browser.call(contract.readSilence, {})).toMatchObject({
    isWide: true,
    share: 1,
    until: wide.endsAt,
    reasons: expect.arrayContaining(['Maintenance “Everything” is running.']),
  });
  const { items } = await admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'silence')).toMatchObject({
    result: 'warning',
    sentence: expect.stringContaining('100% of alerts page nobody right now.'),
  });
  await look();
  await look();
  await eventually(() => toldTo(owner).length > 0);
  expect(toldTo(owner)).toEqual(['Almost no alerts page anybody right now']);
  await admin.call(contract.cancelMaintenanceWindow, { params: { id: wide.id } });
  await look();
  await eventually(() => toldTo(owner).length > 1);
  expect(toldTo(owner).sort()).toEqual(['Almost no alerts page anybody right now', 'Paging is back to normal']);
});
