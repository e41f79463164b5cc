/** What one shift leaves for the next on Monday morning. */
import { onCallAt } from '../../../domain/respond/schedules/on-call.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { markNoteRead, writeNote } from '../../respond/handoff-notes/actions.ts';
import { loadSnapshots } from '../../respond/schedules/snapshots.ts';
import { as, day, daysAgo, minute, type Story } from '../story.ts';
import type { PersonKey } from './cast.ts';

export function handOver(story: Story): void {
  leave(story, 2, 'payments', quietWeek);
  leave(story, 1, 'payments', certificate);
  leave(story, 1, 'storefront', sale);
  leave(story, 0, 'platform', replica);
}

const quietWeek = 'Two pages, both over before anybody did anything. Nothing is left to do.';

const certificate = `The acquirer renews its certificate on **Thursday at 10:00**. Watch *Test payment failed* for half an hour after it.

- Refunds were started by hand twice; the cause is not known yet.
- The bank's hotline now wants the contract number first.`;

const sale = `The winter sale starts on Friday at 08:00.

- Search gets slow while the catalogue is rebuilt at night. It ends by itself within twenty minutes.
- The new banner is switched off; ask before you switch it on.`;

const replica = `\`orders-db-c\` lags behind whenever the nightly export runs. The disk is ordered.

- Until it is there: acknowledge, look whether the lag falls after 03:00, and page the second line only if it does not.`;

function leave(story: Story, weeksAgo: number, schedule: string, text: string): void {
  const sinceMonday = (new Date(story.now).getUTCDay() + 6) % 7;
  const at = daysAgo(story, sinceMonday + 7 * weeksAgo, '07:30');
  const scheduleId = story.ids.schedules[schedule]!;
  story.plan(at, async () => {
    const { id } = await writeNote(as(story, await onCall(story, scheduleId, at)), scheduleId, text);
    const readAt = at + 90 * minute;
    story.plan(readAt, async () => {
      await markNoteRead(as(story, await onCall(story, scheduleId, readAt)), scheduleId, id);
    });
  });
}

async function onCall(story: Story, scheduleId: number, at: number): Promise<PersonKey> {
  const schedule = (await loadSnapshots(story.tx, [scheduleId], at, at + day)).get(scheduleId)!;
  const { personId } = onCallAt(schedule, instantOf(at));
  return Object.keys(story.ids.people).find((key) => story.ids.people[key] === personId) as PersonKey;
}
