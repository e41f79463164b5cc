/** What senders ask of whoever responds to their alerts, done by the node that comes first. */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import { carryOutNext } from './carry-out.ts';

const pollMs = 500;

export function startSenderRequests({ db, wake, log }: { db: Database; wake: () => void; log: Logger }): Loop {
  return startLoop({
    name: 'sender requests',
    pauseMs: pollMs,
    carriesPages: true,
    log,
    async work() {
      const isDone = await carryOutNext(db);
      if (isDone) wake();
      return isDone;
    },
  });
}
