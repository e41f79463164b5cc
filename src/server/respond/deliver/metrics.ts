import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../../platform/db/database.ts';
import { ofInstallation } from '../../platform/processes/metrics.ts';
import { countWaiting } from './claims/waiting-store.ts';

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export type PagingMetrics = {
  /** An attempt has ended: `sent`, `retry`, `failed` or `abandoned`. */
  attemptEnded(channel: string, outcome: string): void;
  /** Handed to the channel, so long after it was due, and after its first alert when it is a page's first message. */
  handedOver(channel: string, waitedSeconds: number, sinceAlertSeconds: number | null): void;
  stepRan(latenessSeconds: number): void;
};

export function pagingMetrics(registry: Registry, db: Database): PagingMetrics {
  const attempts = new Counter({
    name: 'evenkeel_notification_attempts_total',
    help: 'Attempts to deliver notifications',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  const waited = new Histogram({
    name: 'evenkeel_notification_wait_seconds',
    help: 'From the time a notification was due until it was handed to its channel',
    labelNames: ['channel'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const timeToPage = new Histogram({
    name: 'evenkeel_time_to_page_seconds',
    help: 'From the acceptance of an alert until its first notification was handed to a channel',
    labelNames: ['channel'],
    buckets: secondsBuckets,
    registers: [registry],
  });
  const lateness = new Histogram({
    name: 'evenkeel_page_step_lateness_seconds',
    help: 'How late the steps of pages ran',
    buckets: secondsBuckets,
    registers: [registry],
  });
  new Gauge({
    name: 'evenkeel_oldest_due_notification_seconds',
    help: 'How long the oldest notification that is due has waited to be sent; zero when none is',
    aggregator: ofInstallation,
    registers: [registry],
    async collect() {
      this.set((await countWaiting(db)).oldestDueSeconds);
    },
  });
  new Gauge({
    name: 'evenkeel_paging_waiting',
    help: 'Open pages, notifications that are due, and notifications that wait for their time',
    aggregator: ofInstallation,
    labelNames: ['what'],
    registers: [registry],
    async collect() {
      const waiting = await countWaiting(db);
      this.set({ what: 'open_pages' }, waiting.openPages);
      this.set({ what: 'due_notifications' }, waiting.dueNotifications);
      this.set({ what: 'pending_notifications' }, waiting.pendingNotifications);
    },
  });
  return {
    attemptEnded: (channel, outcome) => attempts.inc({ channel, outcome }),
    handedOver(channel, waitedSeconds, sinceAlertSeconds) {
      waited.observe({ channel }, Math.max(waitedSeconds, 0));
      if (sinceAlertSeconds !== null) timeToPage.observe({ channel }, Math.max(sinceAlertSeconds, 0));
    },
    stepRan: (seconds) => lateness.observe(Math.max(seconds, 0)),
  };
}
