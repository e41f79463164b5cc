/** Reaches open tabs through rows and their events, so that it does not matter which node a tab is connected to. */
import { setTimeout as pause } from 'node:timers/promises';
import { tabNumber } from '../../../domain/respond/tab-number.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Tabs } from '../channels/tab/open-tabs.ts';
import * as store from './store.ts';

const lookEveryMs = 100;

export function createTabs(db: Database): Tabs {
  return {
    async show(browserId, payload, waitMs, signal) {
      const id = await transaction(db, async (tx) => {
        const made = await store.insertTabMessage(tx, { browserId, payload, lifeSeconds: waitMs / 1000 });
        await recordEvent(tx, system, 'tab.messageWaiting', tabNumber(browserId), { messageId: made });
        return made;
      });
      const until = performance.now() + waitMs;
      while (performance.now() < until && !signal?.aborted) {
        if (await store.wasShown(db, id)) return true;
        await pause(lookEveryMs);
      }
      return !(await store.withdraw(db, id));
    },
  };
}
