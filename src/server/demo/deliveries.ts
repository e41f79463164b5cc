/** What a mail server would have done: what is due is handed over, and the pages of an incident are answered. */
import type { Actor } from '../platform/auth/actor.ts';
import { acknowledgePages } from '../respond/pages/ending/end.ts';
import { deliverDue, openPagesOf } from './history-store.ts';
import { type PersonKey, people } from './shop/cast.ts';
import { minute, type Story } from './story.ts';

/** Hands over what the incident's pages send at once, and lets those who were asked answer within a few minutes. */
export function planAnswers(story: Story, incidentId: () => number, from: number): void {
  const dice = story.dice.for(`answers ${from}`);
  story.plan(from + 2_000, () => deliverDue(story.tx, story.nodeId));
  for (const place of [0, 1, 2, 3]) {
    story.plan(from + Math.round(Math.min(dice.skewed(1.6, 0.5), 4) * minute) + place * 9_000, async () => {
      await deliverDue(story.tx, story.nodeId);
      const page = (await openPagesOf(story.tx, incidentId()))[0];
      if (page) await acknowledgePages(story.tx, actorById(story, page.personId), [page.id]);
    });
  }
  // Whoever is left has answered before the ladder goes on.
  story.plan(from + 4.5 * minute, async () => {
    await deliverDue(story.tx, story.nodeId);
    for (const page of await openPagesOf(story.tx, incidentId())) {
      await acknowledgePages(story.tx, actorById(story, page.personId), [page.id]);
    }
  });
}

function actorById(story: Story, personId: number): Actor {
  const [key] = Object.entries(story.ids.people).find(([, id]) => id === personId)!;
  const { name, role } = people[key as PersonKey];
  return { kind: 'person', personId, name, role };
}
