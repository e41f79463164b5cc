import type { Logger } from 'pino';
import { system } from '../../platform/auth/actor.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { type CalendarPorts, readCalendar } from './calendars.ts';
import { claimDue } from './calendars-store.ts';
import { forgetRemoved } from './removed-calendars-store.ts';

const atOnce = 3;

/** Reads calendars again, each every half hour, and forgets those that were removed long ago. */
export function startReadingCalendars(db: Database, ports: CalendarPorts, log: Logger): Loop {
  return startLoop({
    name: 'calendars',
    pauseMs: 10_000,
    log,
    async work() {
      await forgetRemoved(db);
      const ids = await claimDue(db, atOnce);
      const read = await Promise.allSettled(ids.map((id) => readCalendar(db, ports, system, id)));
      for (const [place, outcome] of read.entries())
        if (outcome.status === 'rejected')
          log.error({ err: outcome.reason, calendarId: ids[place] }, 'calendar failed');
      return ids.length === atOnce;
    },
  });
}
