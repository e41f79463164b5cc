/** What incidents keep running on every node: routes that declare, clocks that run out, instants that become known. */
import { type Loop, startLoop } from '../../platform/loop.ts';
import { declareByRoutes, declaringBatch } from './declare-by-route.ts';
import { deriveInstants, fireDueTimers, timerBatch } from './fire-timers.ts';
import { mailReminder, type ReminderOptions } from './reminder-mail.ts';

export function startIncidentLoops(options: ReminderOptions): Loop[] {
  const { db, log } = options;
  return [
    startLoop({
      name: 'declare incidents',
      pauseMs: 250,
      log,
      work: async () => (await declareByRoutes(db)) === declaringBatch,
    }),
    startLoop({
      name: 'incident clocks',
      pauseMs: 500,
      log,
      async work() {
        await deriveInstants(db);
        const { taken, reminders } = await fireDueTimers(db);
        // Not waited for: a slow mail server must not keep a backup from being paged.
        for (const reminder of reminders) {
          mailReminder(options, reminder).catch((error) => log.warn({ err: error }, 'a reminder was not sent'));
        }
        return taken === timerBatch;
      },
    }),
  ];
}
