import type { ParsedMail } from 'mailparser';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/server/platform/db/database.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { type App, startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { type Got, judge } from './checker.ts';
import { startPhones } from './phones.ts';
import { type Random, seededRandom } from './random.ts';
import { startSenders } from './senders.ts';

const kills = Number(process.env.EVENKEEL_TEST_KILLS ?? 50);
/** At once, each with its own database: most of the time goes by in waiting. */
const installations = 2;
const victims = ['app', 'app', 'database', 'both', 'sessions'] as const;
/** As often as a pooler, an operator or a failover ends them, some meet connections that are just being set up. */
const sessionEnds = 10;
const aDay = 86_400;
/** What follows to one phone within a minute is one message; many phones are many messages. */
const phoneCount = 6;

test(`${kills} times kill -9 of the app, of PostgreSQL or of both, or the end of all sessions under load: nothing accepted is lost, everybody is asked also where a text message turns out not to have arrived, and every repeat is marked`, async () => {
  const randoms = Array.from({ length: installations }, (_, at) => seededRandom(at));
  const ends = await Promise.allSettled(
    randoms.map((random) => killUnderLoad(random, Math.ceil(kills / installations))),
  );
  // Only now: an installation that goes on beyond its test would be taken apart while it runs.
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}, 600_000);

async function killUnderLoad(random: Random, times: number): Promise<void> {
  const receiver = stopAfterTest(await startReceiver());
  const smtp = stopAfterTest(await startSmtpSink());
  const app = stopAfterTest(await startApp({ environment: { EVENKEEL_SMTP_URL: smtp.url } }));
  const world = worldThrough(app);
  const sources = [
    await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], aDay),
    await world.paging([askPerson(await world.personByWebhook('Ben', receiver))], aDay),
    await world.paging([askPerson(await world.personByMail('Cleo'))], aDay),
  ];
  const phones = await startPhones(app, receiver, random);
  for (let number = 1; number <= phoneCount; number += 1)
    sources.push(await world.paging([askPerson(await phones.person(`Phone ${number}`))], aDay));
  // Slow enough that at every kill some messages are on their way.
  receiver.setDelay(() => random.between(0, 120));
  const senders = startSenders({
    sources,
    count: 4,
    pauseMs: () => random.between(20, 120),
    resolves: () => random.between(0, 1) < 0.3,
  });

  const killed = { app: 0, database: 0, both: 0, sessions: 0 };
  try {
    for (let kill = 0; kill < times; kill += 1) {
      await letTimePass(random.between(200, 1_500));
      const victim = random.pick(victims);
      killed[victim] += 1;
      await killAndRecover(app, victim, random.between(0, 40));
    }
    await letTimePass(500);
  } finally {
    await senders.stop();
  }

  const hooks = (): Got[] => receiver.pages().map(({ id, title, mayRepeat }) => ({ id, title, mayRepeat }));
  const verdict = await judge(
    app,
    senders.told,
    () => [...hooks(), ...smtp.mails.map(gotByMail), ...phones.got()],
    phones.reported,
  );
  const { lost, doubled, notPaged, unmarkedRepeats, faults, ...counts } = verdict;
  console.log(`kill -9, seed ${random.seed}: ${JSON.stringify({ ...killed, ...counts, ...phones.counts() })}`);
  const found = { lost, doubled, notPaged, unmarkedRepeats, faults };
  expect({ seed: random.seed, ...found }, JSON.stringify(found)).toEqual({
    seed: random.seed,
    lost: [],
    doubled: [],
    notPaged: [],
    unmarkedRepeats: [],
    faults: [],
  });
  expect(counts.repeats).toBeLessThanOrEqual(counts.inFlightAtCrash);
  expect(counts.accepted).toBeGreaterThan(times * 5);
  expect([...senders.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
  expect(receiver.forged).toBe(0);
  expect(app.program().output()).not.toContain('a failure that nobody waited for');
}

/** @param apartMs between the two kills, where both die. */
async function killAndRecover(app: App, victim: (typeof victims)[number], apartMs: number): Promise<void> {
  if (victim === 'sessions') return endSessions(app);
  const postmaster = app.postmasterPid();
  if (victim !== 'app' && postmaster !== null) process.kill(postmaster, 'SIGKILL');
  if (victim === 'both') await letTimePass(apartMs);
  if (victim === 'database') {
    await app.becomesReady(30_000);
    return;
  }
  app.program().kill('SIGKILL');
  await app.program().ended;
  await app.start();
}

async function endSessions(app: App): Promise<void> {
  const db = openDatabase({ url: app.databaseUrl(), max: 1, applicationName: 'ends sessions' });
  for (let end = 0; end < sessionEnds; end += 1) {
    await db.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname is not null and pid <> pg_backend_pid()',
    );
    await letTimePass(100);
  }
  await db.end();
  await app.becomesReady(30_000);
}

/** A mail's subject ends with the title of its page; a repeat keeps the Message-ID and says so. */
function gotByMail(mail: ParsedMail): Got {
  const title = /alert-\d+-\d+/.exec(mail.subject ?? '')?.[0] ?? '';
  const others = Number(/and (\d+) more pages?/.exec(mail.subject ?? '')?.[1] ?? 0);
  return {
    id: mail.messageId ?? '',
    title,
    others,
    mayRepeat: /may be a repeat|may repeat|repeat/i.test(mail.text ?? ''),
  };
}
