/**
 * The demo: ninety days of a shop that does not exist, made through the product's own actions, and where there are
 * thousands in bulk by the same rules. See docs/mechanisms/demo.md.
 */

import { groupBy } from '../../domain/group-by.ts';
import type { ContactChannels } from '../directory/contact-methods/channels.ts';
import { findPersonByEmail } from '../directory/people/store.ts';
import { issueSignInLink } from '../directory/session/actions.ts';
import { type Database, type Queryable, row, transaction } from '../platform/db/database.ts';
import { readNowMs } from '../platform/db/now.ts';
import type { Keyring } from '../platform/secrets.ts';
import { notes } from '../platform/settings/registry.ts';
import { isStored, writeNote } from '../platform/settings/store.ts';
import { StartProblem } from '../platform/start-problem.ts';
import { startHistory, writeDay } from './alerts/alert-history.ts';
import { reportChanges } from './alerts/changes.ts';
import { dayOf, planAlerts } from './alerts/planned-alerts.ts';
import { borrowClock } from './borrowed-clock.ts';
import { withCheapStatements } from './cheap-statements.ts';
import { createDice } from './dice.ts';
import { practise } from './exercises.ts';
import * as store from './history-store.ts';
import { learnFrom } from './learning.ts';
import { plantedAlerts, playIncident } from './play-incident.ts';
import { runProgram } from './program.ts';
import { paymentsScripts } from './scripts/payments.ts';
import { platformScripts } from './scripts/platform.ts';
import { runningScript } from './scripts/running.ts';
import { storefrontScripts } from './scripts/storefront.ts';
import { addressOf } from './shop/cast.ts';
import { openShop } from './shop/shop.ts';
import { openWindow } from './shop/shop-window.ts';
import { daysAgo, newStory, tell } from './story.ts';

const seed = 'lantern and loom';

const adminKey = 'mara';

/** How old the demo may become before a start makes it anew. */
const freshHours = 12;

export type DemoOptions = {
  progress: (sentence: string) => void;
  db: Database;
  keyring: Keyring;
  channels: ContactChannels;
  nodeId: number;
};

/** Fills an empty database with the demo; one that holds it already stays as it is. */
export async function makeDemo({ progress, db, keyring, channels, nodeId }: DemoOptions): Promise<void> {
  if (await isStored(db, notes.demo)) return;
  await refuseRealData(db);
  progress('Creating the demo: ninety days of a fictional shop');
  await transaction(db, (tx) =>
    withCheapStatements(tx, async () => {
      const now = await readNowMs(tx);
      const clock = await borrowClock(tx);
      const story = newStory({ tx, clock, dice: createDice(seed), keyring, channels, nodeId, now });
      await clock.set(daysAgo(story, 92));
      await openShop(story);
      await openWindow(story);
      const scripts = [...paymentsScripts, ...storefrontScripts, ...platformScripts, runningScript];
      const history = await startHistory(story);
      const planned = planAlerts(
        story.dice,
        now,
        scripts.flatMap((script) => plantedAlerts(story, script)),
      );
      const days = groupBy(planned, (alert) => dayOf(alert.startsAt));
      for (const [midnight, alerts] of days) {
        story.plan(midnight, () => writeDay(story, history, alerts, story.dice.for(`day ${dayOf(now) - midnight}`)));
      }
      for (const script of scripts) {
        playIncident(story, script);
        learnFrom(story, script);
      }
      practise(story);
      runProgram(story);
      await tell(story);
      await clock.set(now);
      await reportChanges(story);
      await store.closePastLog(tx, history.logId, history.seq);
      await store.sendSubscriberMails(tx);
      await store.finish(tx);
      await clock.giveBack();
      await writeNote(tx, notes.demo, { madeAt: new Date(now).toISOString() });
    }),
  );
}

/**
 * Empties a database whose demo is older than half a day: what it tells is relative to the day it was made on. Call it
 * before the migrations. Nothing but a demo is ever emptied.
 */
export async function forgetOldDemo(db: Database): Promise<void> {
  const known = await row<{ isThere: boolean }>(db, `select to_regclass('evenkeel.settings') is not null as is_there`);
  if (!known!.isThere) return;
  const old = await row(
    db,
    `select from evenkeel.settings where name = $1
       and (value->>'madeAt')::timestamptz < evenkeel.now() - make_interval(hours => $2)`,
    [notes.demo, freshHours],
  );
  if (old) await db.query('drop schema evenkeel cascade; drop schema auth cascade');
}

/** A token that signs its holder in as an admin of the shop, once. */
export async function enterDemo(db: Database): Promise<string> {
  const admin = await findPersonByEmail(db, addressOf(adminKey));
  return issueSignInLink(db, admin!.id);
}

async function refuseRealData(db: Queryable): Promise<void> {
  const found = await row<{ isUsed: boolean }>(db, 'select exists (select from people) as is_used');
  if (found?.isUsed) throw new StartProblem('This database holds real data. Run the demo with a separate data folder.');
}
