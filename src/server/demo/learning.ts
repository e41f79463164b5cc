/** What the shop learns from its incidents: drafts, texts, reviews, action items and what came back. */
import { postmortemForms, type SectionKey } from '../../domain/learn/postmortem-forms.ts';
import { createActionItem, updateActionItem } from '../learn/action-items/actions.ts';
import { approvePostmortem, getPostmortem, movePostmortem, updatePostmortem } from '../learn/postmortems/actions.ts';
import { followIncident } from '../learn/postmortems/follow-incident.ts';
import { writePostmortem } from '../learn/postmortems/write.ts';
import { decideRecurrence } from '../learn/recurrences/actions.ts';
import { suggestFor } from '../learn/recurrences/suggest.ts';
import { declaredAt } from './play-incident.ts';
import type { Item, Lesson, Script } from './scripts/script.ts';
import { as, day, hour, iso, minute, type Story } from './story.ts';

export function learnFrom(story: Story, script: Script): void {
  const id = () => story.incidents.get(script.key)!;
  const resolvedAt = declaredAt(story, script) + script.resolvedAfter * minute;
  const { commander, repeats, lesson } = script;
  story.plan(resolvedAt + 1_000, async () => {
    await suggestFor(story.tx, id());
    await followIncident(story.tx, id());
  });
  if (repeats !== undefined) {
    story.plan(resolvedAt + 40 * minute, async () => {
      await decideRecurrence(as(story, commander), id(), story.incidents.get(repeats)!, {
        verdict: 'confirmed',
        note: 'Same cause as last time.',
      });
      await followIncident(story.tx, id());
    });
  }
  if (!lesson || lesson.state === 'draft') return;
  const reviewer = commander === 'sofia' ? ('idris' as const) : ('sofia' as const);
  const writtenAt = resolvedAt + (script.severity === 1 ? 1.2 : 2.1) * day;
  const completedAt =
    lesson.state === 'late' ? resolvedAt + 16 * day : resolvedAt + (script.severity === 1 ? 2.3 : 4.6) * day;
  story.plan(writtenAt, async () => {
    const draft = await getPostmortem({ db: story.tx }, id());
    await updatePostmortem(as(story, commander), id(), {
      factorKeys: [...lesson.factors],
      reviewerIds: [story.ids.people[reviewer]!],
    });
    await writePostmortem(
      as(story, commander),
      id(),
      textOf(draft.form, draft.markdown, script, lesson),
      draft.version,
    );
  });
  for (const [place, item] of lesson.items.entries())
    followUp(story, script, item, id, writtenAt + (1 + place) * 7 * minute);
  if (lesson.state === 'written') return;
  story.plan(writtenAt + 3 * hour, () => movePostmortem(as(story, commander), id(), 'in_review', ''));
  if (lesson.state === 'review') return;
  story.plan(completedAt - 2 * hour, async () => {
    const { version } = await getPostmortem({ db: story.tx }, id());
    await approvePostmortem(as(story, reviewer), id(), version);
  });
  story.plan(completedAt, () => movePostmortem(as(story, commander), id(), 'completed', ''));
}

function followUp(story: Story, { key }: Script, item: Item, incidentId: () => number, at: number): void {
  let itemId = 0;
  story.plan(at, async () => {
    const { title, kind, owner, dueInDays } = item;
    const made = await createActionItem(as(story, owner), {
      incidentId: incidentId(),
      title,
      kind,
      ownerId: story.ids.people[owner]!,
      ...(dueInDays !== undefined && { dueAt: iso(at + dueInDays * day) }),
      trackerUrl: `https://tracker.lantern-and-loom.example/LL-${1_000 + incidentId() * 7}`,
    });
    itemId = made.id;
  });
  if (item.state === 'open') return;
  const takes = story.dice.for(`item ${key} ${item.title}`).skewed(9, 0.5);
  story.plan(at + Math.min(takes, 26) * day, () =>
    updateActionItem(as(story, item.owner), itemId, {
      state: item.state,
      ...(item.state === 'wont_do' && {
        reason: 'Costs more than it prevents. We will look at it again in the quarterly review.',
      }),
    }),
  );
}

/** The draft with what people add to it: facts such as the timeline stay as the product wrote them. */
function textOf(form: keyof typeof postmortemForms, draft: string, script: Script, lesson: Lesson): string {
  const drafted = sectionsOf(draft);
  const own: Partial<Record<SectionKey, string>> = {
    summary: `${script.impact} ${lesson.cause}`,
    impact: drafted.get('Impact') ?? script.impact,
    'what-happened': [lesson.cause, ...script.notes.map(([, , text]) => text)].join('\n\n'),
    detection: detection[script.foundBy],
    factors: lesson.cause,
    response: `What was hard: ${lesson.hard}`,
    sense: lesson.cause,
    change: lesson.items[0]
      ? `${lesson.items[0].title}.`
      : 'None; we do not expect this to happen again in the same way.',
    actions: lesson.items.map(({ title }) => `- ${title}`).join('\n') || 'None.',
  };
  return postmortemForms[form]
    .map(({ key, heading }) => `## ${heading}\n\n${own[key] ?? drafted.get(heading) ?? ''}\n`)
    .join('\n');
}

const detection = {
  machine: 'Our alerts told us, before any customer got in touch.',
  staff: 'A colleague noticed it while working on something else. We got no alert.',
  customer: 'Customers told us through support. We had got no alert before that.',
} as const;

function sectionsOf(markdown: string): Map<string, string> {
  const parts = markdown.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => [part.slice(0, part.indexOf('\n')).trim(), part.slice(part.indexOf('\n')).trim()]),
  );
}
