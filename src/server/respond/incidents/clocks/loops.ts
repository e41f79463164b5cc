/** What incidents keep running on every node: routes that declare, clocks that run out, instants that become known. */
import { type Loop, startLoop } from '../../../platform/loop.ts';
import { declareByRoutes, declaringBatch } from '../incident/declare-by-route.ts';
import { deriveInstants, fireDueTimers, timerBatch } from './fire-timers.ts';
import { type ReminderOptions, startReminderMails } from './reminders.ts';

export function startIncidentLoops(options: ReminderOptions): Loop[] {
  const { db, log } = options;
  const mails = options.transports.mail ? startReminderMails(options) : null;
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
        const taken = await fireDueTimers(db, { remindsByMail: mails !== null });
        if (taken > 0) mails?.wake();
        return taken === timerBatch;
      },
    }),
    ...(mails ? [mails] : []),
  ];
}
