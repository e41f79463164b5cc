/** Compares what senders were told, what the database holds and what receivers got. */
import pg from 'pg';
import { readPagingAudit } from '../../src/contract/respond/watchdog.ts';
import { eventually } from '../harness/eventually.ts';
import type { App } from '../harness/programs/app-process.ts';
import type { Told } from './senders.ts';

/** One message as a receiver keeps it: `id` is the same for repeats, `title` holds the key of the alert. */
export type Got = {
  id: string;
  title: string;
  mayRepeat: boolean;
  /** How many other pages it says that it stands for. */
  others?: number;
};

export type Verdict = {
  accepted: number;
  /** Accepted alerts that the database does not hold, or not in the state their sender was told. */
  lost: string[];
  /** Keys with more than one alert, though each was one condition. */
  doubled: string[];
  /** Accepted alerts that nobody was asked about. */
  notPaged: string[];
  repeats: number;
  /** Attempts during which a process died: each of them may have reached a person, so each allows one repeat. */
  inFlightAtCrash: number;
  /** Repeats that did not say that they may be one. */
  unmarkedRepeats: string[];
  /** What the watchdog of the product itself finds wrong. */
  faults: string[];
};

/** What waits to go out with others waits for a minute. */
const quietWithinMs = 120_000;

/**
 * Waits until nothing is under way any more and judges. `got` is read only then.
 * @param reported settles when receivers have said what became of their messages; what follows from that is waited for
 */
export async function judge(
  app: App,
  told: Told[],
  got: () => Got[],
  reported: () => Promise<void> = async () => {},
): Promise<Verdict> {
  const database = new pg.Client({ connectionString: app.databaseUrl() });
  await database.connect();
  await database.query("set search_path = evenkeel; set timezone = 'UTC'");
  try {
    await eventually(async () => {
      await reported();
      return (await underWay(database)) === 0;
    }, quietWithinMs);
    await reported();
    await eventually(async () => (await underWay(database)) === 0, quietWithinMs);
    return await compare(app, database, told, got());
  } finally {
    await database.end();
  }
}

async function underWay(database: pg.Client): Promise<number> {
  const found = await database.query<{ n: number }>(
    `select (select count(*) from signals s join signal_cursors c using (log_id) where s.seq > c.absorbed_seq)
       + (select count(*) from alerts where paging in ('wanted', 'settle'))
       + (select count(*) from notifications where state in ('pending', 'sending')) as n`,
  );
  return Number(found.rows[0]!.n);
}

/** The titles of pages that went out with others, where a message arrived that counts exactly as many. */
async function toldTogether(database: pg.Client, got: Got[]): Promise<string[]> {
  const bundles = await database.query<{ lead: string; titles: string[] }>(
    `select lp.title as lead, array_agg(p.title) as titles from notifications n
     join pages p on p.id = n.page_id join notifications l on l.id = n.bundle_id join pages lp on lp.id = l.page_id
     where n.state = 'sent' group by n.bundle_id, lp.title`,
  );
  return bundles.rows
    .filter(({ lead, titles }) => got.some(({ title, others }) => lead.includes(title) && others === titles.length - 1))
    .flatMap(({ titles }) => titles.map((title) => /alert-\d+-\d+/.exec(title)?.[0] ?? title));
}

async function compare(app: App, database: pg.Client, told: Told[], got: Got[]): Promise<Verdict> {
  const accepted = told.filter((one) => one.accepted);
  const states = new Map<string, string[]>();
  const found = await database.query<{ dedup_key: string; state: string }>('select dedup_key, state from alerts');
  for (const { dedup_key: key, state } of found.rows) states.set(key, [...(states.get(key) ?? []), state]);

  const lost = accepted.filter(({ key, resolveAccepted }) => {
    const of = states.get(key);
    return of === undefined || (resolveAccepted && !of.includes('resolved'));
  });
  // A trigger that was sent again after its own resolve is a new alert, and rightly so; all others are one.
  const doubled = told.filter(({ key, resolveSent }) => !resolveSent && (states.get(key)?.length ?? 0) > 1);

  const asked = new Set([...got.map(({ title }) => title), ...(await toldTogether(database, got))]);
  const notPaged = accepted.filter(({ key, resolveSent }) => !resolveSent && !asked.has(key));

  const seen = new Set<string>();
  const repeats = got.filter(({ id }) => seen.has(id) || !seen.add(id));
  const unknown = await database.query<{ n: number }>(
    "select count(*) as n from notification_attempts where outcome = 'unknown'",
  );
  const { findings } = await app.admin.call(readPagingAudit, {});
  return {
    accepted: accepted.length,
    lost: lost.map(({ key }) => key),
    doubled: doubled.map(({ key }) => key),
    notPaged: notPaged.map(({ key }) => key),
    repeats: repeats.length,
    inFlightAtCrash: Number(unknown.rows[0]!.n),
    unmarkedRepeats: repeats.filter(({ mayRepeat }) => !mayRepeat).map(({ title }) => title),
    faults: findings.filter(({ weight }) => weight === 'fault').map(({ sentence }) => sentence),
  };
}
