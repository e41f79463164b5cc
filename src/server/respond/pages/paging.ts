/** The engine of one node: opens and ends pages, runs their steps, delivers their notifications. */
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type Delivery, type DeliveryOptions, startDelivery } from '../deliver/deliver.ts';
import { millisecondsToNextStep } from './advance-store.ts';
import { openWaitingPages } from './open-waiting.ts';
import { settlePages } from './settle.ts';
import { runDueSteps } from './timers.ts';

/** Wake-ups are hints; looking this often is what keeps the promise on every node. */
const pollMs = 200;

export type Paging = {
  loops: Loop[];
  /** A hint that alerts wait, a step is due, or a notification is. */
  wake(): void;
  delivery: Delivery;
};

export type PagingOptions = Omit<DeliveryOptions, 'onRecorded'> & {
  /** People must be told about a page that reached nobody. */
  onLoud: () => void;
};

export function startPaging(options: PagingOptions): Paging {
  const { db, log } = options;
  const delivery = startDelivery({
    ...options,
    onRecorded({ followUp, isLoud }) {
      if (followUp) wake();
      if (isLoud) options.onLoud();
    },
  });
  const afterwards = ({ dueNow, isLoud }: { dueNow: number; isLoud: boolean }) => {
    if (dueNow > 0) delivery.wake();
    if (isLoud) options.onLoud();
  };

  const opening = startLoop({
    name: 'open pages',
    pauseMs: pollMs,
    log,
    async work() {
      const opened = await openWaitingPages(db);
      afterwards(opened);
      const settled = await settlePages(db);
      return opened.taken + settled > 0;
    },
  });

  let alarmClock: NodeJS.Timeout | undefined;
  const steps = startLoop({
    name: 'page steps',
    pauseMs: pollMs,
    log,
    async work() {
      const ran = await runDueSteps(db, options.metrics.stepRan);
      afterwards(ran);
      if (ran.taken > 0) return true;
      await setAlarmClock(db);
      return false;
    },
  });

  /** Polling alone would make every step up to one poll late. */
  async function setAlarmClock(database: Database) {
    clearTimeout(alarmClock);
    const waitMs = await millisecondsToNextStep(database);
    if (waitMs === null || waitMs > pollMs) return;
    alarmClock = setTimeout(() => steps.wake(), Math.ceil(waitMs) + 1);
    alarmClock.unref();
  }

  function wake() {
    opening.wake();
    steps.wake();
    delivery.wake();
  }

  return { loops: [opening, steps, delivery.loop], wake, delivery };
}
