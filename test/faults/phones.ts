/** Phones behind a Twilio of our own that reports what became of its messages: late, twice, in any order, and insists. */
import { onTestFinished } from 'vitest';
import * as contactMethods from '../../src/contract/directory/contact-methods.ts';
import { addProvider } from '../../src/contract/respond/providers.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import type { App } from '../harness/programs/app-process.ts';
import type { Receiver } from '../harness/receiver.ts';
import { worldThrough } from '../harness/world.ts';
import { startTwilio, type TwilioMessage } from '../stand-ins/twilio.ts';
import type { Got } from './checker.ts';
import type { Random } from './random.ts';

export type Phones = {
  /** A person with a text message as the only rule, and a webhook of `receiver` for when that fails. */
  person(name: string): Promise<{ id: number }>;
  /** What reached a phone: everything but what was reported as undelivered. */
  got(): Got[];
  counts(): { texts: number; undelivered: number; delivered: number };
  /** Settles when every report has been taken. */
  reported(): Promise<void>;
};

const unreachable = '30003';

export async function startPhones(app: App, receiver: Receiver, random: Random): Promise<Phones> {
  const twilio = await startTwilio();
  await app.admin.call(addProvider, { body: { kind: 'twilio', name: 'Twilio', settings: twilio.settings } });
  const undelivered = new Set<string>();
  const delivered = new Set<string>();
  const reports: Promise<void>[] = [];
  let numbers = 0;
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });

  /** Twilio gives up after a while; this one goes on, so that what was taken by nobody is no excuse. */
  async function insist(message: TwilioMessage, status: string, errorCode = '') {
    while (!isOver) {
      const reply = await twilio.textStatus(message, status, errorCode).catch(() => null);
      if (reply && reply.status < 300) return;
      await letTimePass(50);
    }
  }

  async function report(message: TwilioMessage) {
    const fails = random.between(0, 1) < 0.5;
    const times = random.between(0, 1) < 0.5 ? 2 : 1;
    const delaysMs = Array.from({ length: times }, () => random.between(0, 600));
    (fails ? undelivered : delivered).add(message.sid);
    const ends = delaysMs.map(async (delayMs) => {
      await letTimePass(delayMs);
      await insist(message, fails ? 'undelivered' : 'delivered', fails ? unreachable : '');
    });
    await Promise.all([...ends, insist(message, 'sent')]);
  }
  twilio.onTaken((message) => {
    if (isAboutPages(message)) reports.push(report(message));
  });

  return {
    async person(name) {
      const { id, browser } = await worldThrough(app).personByWebhook(name, receiver);
      numbers += 1;
      const number = `+4917012345${String(numbers).padStart(2, '0')}`;
      const text = await browser.call(contactMethods.addMyContactMethod, {
        body: { channel: 'sms', label: 'Phone', settings: { number } },
      });
      const params = { id: text.id };
      await browser.call(contactMethods.sendMyVerification, { params });
      const said = await eventually(() => twilio.texts().find(({ form }) => form.get('To') === number));
      const code = /\d{8}/.exec(said.form.get('Body')!)![0];
      await browser.call(contactMethods.verifyMyContactMethod, { params, body: { code } });
      const rules = [{ contactMethodId: text.id, delaySeconds: 0 }];
      await browser.call(contactMethods.replaceMyNotificationRules, { body: { high: rules, low: rules } });
      return { id };
    },
    got: () =>
      twilio
        .texts()
        .filter((message) => isAboutPages(message) && !undelivered.has(message.sid))
        .map(({ form }) => gotByText(form.get('Body') ?? '')),
    counts: () => ({ texts: twilio.texts().length, undelivered: undelivered.size, delivered: delivered.size }),
    async reported() {
      // While it waits, others may be taken.
      for (let seen = -1; seen !== reports.length; ) {
        seen = reports.length;
        await Promise.all(reports);
      }
    },
  };
}

const isAboutPages = ({ form }: TwilioMessage) => form.get('Body')!.includes('alert-');

/** A repeat has the code and the title of what it repeats, and says so. */
function gotByText(text: string): Got {
  const title = /alert-\d+-\d+/.exec(text)?.[0] ?? '';
  return {
    id: `${/Reply (\d+)a/.exec(text)?.[1]} ${title}`,
    title,
    others: Number(/and (\d+) more pages?/.exec(text)?.[1] ?? 0),
    mayRepeat: /repeat/i.test(text),
  };
}
