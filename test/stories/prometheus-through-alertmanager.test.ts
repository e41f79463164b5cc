import { expect, test } from 'vitest';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { alertmanagerPath, startAlertmanager } from '../harness/programs/alertmanager.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { prometheusPath, startMetricsPage, startPrometheus } from '../harness/programs/prometheus.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';

test.skipIf(!prometheusPath || !alertmanagerPath)(
  'a rule of a real Prometheus goes through a real Alertmanager, pages by mail and webhook, and a press on the button behind the mail’s link stops the escalation',
  async () => {
    const smtp = stopAfterTest(await startSmtpSink());
    const receiver = stopAfterTest(await startReceiver());
    const metrics = stopAfterTest(await startMetricsPage());
    const app = stopAfterTest(await startApp({ environment: { EVENKEEL_SMTP_URL: smtp.url } }));
    const world = worldThrough(app);
    const ada = await world.personByMail('Ada');
    const ben = await world.personByWebhook('Ben', receiver);
    const cleo = await world.personByWebhook('Cleo', receiver);
    const policy = await world.policy([], 4, {
      steps: [
        { delaySeconds: 12, targets: [askPerson(ada), askPerson(ben)], ifEmpty: 'skip' },
        { delaySeconds: 60, targets: [askPerson(cleo)], ifEmpty: 'skip' },
      ],
    });
    const service = await world.service(policy.id);
    const source = await world.source('alertmanager-webhook', service.id);
    const alertmanager = stopAfterTest(await startAlertmanager(source.url));
    stopAfterTest(await startPrometheus(metrics.url, { host: `127.0.0.1:${alertmanager.port}` }));

    metrics.setUp(false);
    const mail = await eventually(
      () => smtp.mails.find(({ subject }) => subject?.includes('Checkout is down')),
      20_000,
    );
    const hook = await eventually(() => receiver.pages()[0]);
    expect(mail.subject).toContain('Checkout is down & <nobody> can pay');
    expect(mail.to).toMatchObject({ value: [{ address: ada.email }] });
    const title = `Checkout is down & <nobody> can pay on ${new URL(metrics.url).host}`;
    expect(hook).toMatchObject({ path: ben.path, title, mayRepeat: false });
    expect(receiver.forged).toBe(0);

    const link = /https?:\/\/\S+\/a\/[\w.-]+/.exec(mail.text ?? '')![0];
    const [opened] = (await app.admin.call(listPages, { query: { limit: 10 } })).items;
    await acknowledgeInBrowser(link, async () => {
      // Scanners follow every link in a mail; that alone must change nothing.
      expect(await app.admin.call(getPage, { params: { id: opened!.id } })).toMatchObject({ state: 'open' });
    });

    const page = await app.admin.call(getPage, { params: { id: opened!.id } });
    expect(page).toMatchObject({ state: 'acknowledged', nextStepAt: null, acknowledgedBy: { name: 'Ada' } });
    expect(page.alerts).toMatchObject([{ state: 'acknowledged', severity: 1 }]);
    // Cleo's step would have been due by then.
    await letTimePass(Date.parse(page.openedAt) + 13_500 - Date.now());
    expect(receiver.pages().filter(({ path }) => path === cleo.path)).toEqual([]);

    metrics.setUp(true);
    await eventually(
      async () => (await app.admin.call(getPage, { params: { id: page.id } })).state === 'resolved',
      20_000,
    );
  },
  120_000,
);

async function acknowledgeInBrowser(link: string, beforeThePress: () => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(link);
    await beforeThePress();
    await tab.getByRole('button', { name: /acknowledge/i }).click();
    await tab.getByText('You acknowledged it.').waitFor();
  } finally {
    await browser.close();
  }
}
