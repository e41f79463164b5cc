/** The engine of one node: opens and ends pages, runs their steps, delivers their notifications. */

import { hasWaitingAlerts } from '../../detect/alerts/response-store.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type Delivery, type DeliveryOptions, startDelivery } from '../deliver/delivery.ts';
import type { Advanced } from './advance.ts';
import { millisecondsToNextStep } from './advance-store.ts';
import { cutOver } from './cut-over.ts';
import { settlePages, settlingBatch } from './ending/settle.ts';
import { createOneByOne } from './one-by-one.ts';
import { openingBatch, openWaitingPages } from './opening/open-waiting.ts';
import { endSnoozes } from './snooze.ts';
import { runDueSteps } from './timers.ts';

/** Wake-ups are hints; looking this often is what keeps the promise on every node. */
const pollMs = 200;
const snoozePollMs = 1_000;

export type Paging = {
  loops: Loop[];
  /** A hint that alerts wait. */
  wakeOpening(): void;
  /** A hint that something is due: an alert, a step or a notification. */
  wake(): void;
  delivery: Delivery;
};

export type PagingOptions = Omit<DeliveryOptions, 'onRecorded'> & {
  /** People must be told about a page that reached nobody. */
  onLoud: () => void;
};

export function startPaging(options: PagingOptions): Paging {
  const { db, log } = options;
  const hasMail = options.transports.mail !== undefined;
  const delivery = startDelivery({
    ...options,
    onRecorded({ followUp, isLoud }) {
      if (followUp) wake();
      if (isLoud) options.onLoud();
    },
  });
  const tellIfLoud = ({ isLoud }: Advanced) => {
    if (isLoud) options.onLoud();
  };

  const openingOneByOne = createOneByOne();
  const steppingOneByOne = createOneByOne();
  let isAskedToOpen = false;
  const opening = startLoop({
    name: 'open pages',
    pauseMs: pollMs,
    carriesPages: true,
    log,
    async work() {
      const isAsked = isAskedToOpen;
      isAskedToOpen = false;
      let taken = 0;
      if (isAsked || (await hasWaitingAlerts(db))) {
        const opened = await openingOneByOne.run((isOneByOne) =>
          openWaitingPages(db, isOneByOne, { claim: delivery.claim, hasMail }),
        );
        tellIfLoud(opened);
        taken = opened.taken;
      }
      const settled = await settlePages(db);
      // One at a time, or a full batch: there may be more.
      return taken === 1 || taken === openingBatch || settled === settlingBatch;
    },
  });

  let alarmClock: NodeJS.Timeout | undefined;
  const steps = startLoop({
    name: 'page steps',
    pauseMs: pollMs,
    carriesPages: true,
    log,
    async work() {
      const waitMs = await millisecondsToNextStep(db);
      if (waitMs === null || waitMs > 0) {
        setAlarmClock(waitMs);
        return false;
      }
      const ran = await steppingOneByOne.run((isOneByOne) =>
        runDueSteps(db, isOneByOne, options.metrics.stepRan, { claim: delivery.claim, hasMail }),
      );
      tellIfLoud(ran);
      return ran.taken > 0;
    },
  });

  const snoozes = startLoop({
    name: 'end snoozes',
    pauseMs: snoozePollMs,
    carriesPages: true,
    log,
    async work() {
      const ended = await endSnoozes(db);
      if (ended > 0) wake();
      return ended > 0;
    },
  });

  const cutOvers = startLoop({
    name: 'cut over',
    pauseMs: snoozePollMs,
    carriesPages: true,
    log,
    async work() {
      const started = await cutOver(db);
      if (started > 0) wake();
      return started > 0;
    },
  });

  /** Polling alone would make every step up to one poll late. */
  function setAlarmClock(waitMs: number | null) {
    clearTimeout(alarmClock);
    if (waitMs === null || waitMs > pollMs) return;
    alarmClock = setTimeout(() => steps.wake(), Math.ceil(waitMs) + 1);
    alarmClock.unref();
  }

  function wakeOpening() {
    isAskedToOpen = true;
    opening.wake();
  }

  function wake() {
    wakeOpening();
    steps.wake();
    cutOvers.wake();
    delivery.wake();
  }

  return {
    loops: [{ ...opening, wake: wakeOpening }, steps, snoozes, cutOvers, delivery.loop],
    wake,
    wakeOpening,
    delivery,
  };
}
