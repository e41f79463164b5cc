/** One response to many alerts or pages: each is done or refused for itself. */
import type { CallOf } from '../../contract/endpoint.ts';
import type { Page } from '../../contract/respond/pages/page.ts';
import { respondToPages } from '../../contract/respond/pages/responses.ts';
import { serverNow } from '../ui/time/server-clock.ts';
import { api } from './api.ts';

const mostAtOnce = 100;
const soonestSnoozeMs = 90_000;

type Answer<State> = { state: State | null; refusal: string | null };

/** The answer for each; where none came, that is why it was refused. */
export async function respondToMany<State>(
  ids: readonly number[],
  send: (some: number[]) => Promise<{ items: ({ id: number } & Answer<State>)[] }>,
): Promise<Map<number, Answer<State>>> {
  const answers = new Map<number, Answer<State>>();
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const some = ids.slice(at, at + mostAtOnce);
    try {
      for (const { id, ...answer } of (await send(some)).items) answers.set(id, answer);
    } catch (error) {
      for (const id of some) answers.set(id, { state: null, refusal: (error as Error).message });
    }
  }
  return answers;
}

export type PagesResponse = Omit<CallOf<typeof respondToPages>['body'], 'ids'>;

export function respondToEachPage(pages: readonly Pick<Page, 'id'>[], response: PagesResponse) {
  return respondToMany(
    pages.map(({ id }) => id),
    (ids) => api.call(respondToPages, { body: { ...response, ids } }),
  );
}

/** As it was before. */
type Snoozed = Pick<Page, 'id' | 'state' | 'snoozedUntil'>;

/** Puts pages back as they were before they were snoozed; returns why it was refused for those where it was. */
export async function takeBackSnooze(pages: readonly Snoozed[]): Promise<string[]> {
  const refusals: string[] = [];
  const each = async (some: readonly Snoozed[], response: PagesResponse) => {
    const answers = await respondToEachPage(some, response);
    refusals.push(...[...answers.values()].flatMap(({ refusal }) => refusal ?? []));
  };
  await each(
    pages.filter(({ state }) => state === 'open'),
    { action: 'unacknowledge' },
  );
  const acknowledged = pages.filter(({ state }) => state === 'acknowledged');
  await each(
    acknowledged.filter(({ snoozedUntil }) => snoozedUntil === null),
    { action: 'unsnooze' },
  );
  // What was to page again by itself still does.
  for (const page of acknowledged) {
    if (page.snoozedUntil === null) continue;
    const untilMs = Math.max(Date.parse(page.snoozedUntil), serverNow() + soonestSnoozeMs);
    await each([page], { action: 'snooze', until: new Date(untilMs).toISOString() });
  }
  return refusals;
}
