/** An incident of the story as its author thinks of it: facts, words and minutes. */
import type { ComponentState } from '../../../domain/communicate/status.ts';
import type { PersonKey } from '../shop/cast.ts';
import type { ServiceKey } from '../shop/shop-systems.ts';

export type Note = readonly [minute: number, who: PersonKey, text: string];

export type PublicWords = {
  title: string;
  /** What customers notice, as in “… are seeing <effect>”. */
  effect: string;
  affected: string;
  workaround?: string;
  component: string;
  state: Exclude<ComponentState, 'operational' | 'maintenance'>;
};

export type Lesson = {
  /** `completed` in time or late, `review` waits for its reviewers, `written` is a draft with text, `draft` is untouched. */
  state: 'completed' | 'late' | 'review' | 'written' | 'draft';
  cause: string;
  hard: string;
  factors: readonly string[];
  items: readonly Item[];
};

export type Item = {
  title: string;
  kind: 'prevent' | 'detect' | 'mitigate' | 'respond';
  owner: PersonKey;
  /** Days from the postmortem to its end; `open` is not done; left out: thirty days. */
  state: 'done' | 'open' | 'wont_do';
  dueInDays?: number;
};

export type Script = {
  key: string;
  ago: number;
  /** When it was declared, UTC. */
  time: string;
  /** Instead of the two above: it runs now and has not ended. */
  minutesAgo?: number;
  severity: 1 | 2 | 3 | 4;
  title: string;
  impact: string;
  affected?: number;
  services: readonly ServiceKey[];
  /** Kind and variant of the alerts that told of it, with the minutes before the declaration. */
  alerts: readonly (readonly [kind: string, variant: string, minutesBefore: number])[];
  foundBy: 'machine' | 'staff' | 'customer';
  commander: PersonKey;
  /** Resolvers first; the others fill the roles that the severity asks for. */
  crew: readonly PersonKey[];
  /** Minutes after the declaration. */
  stableAfter: number;
  resolvedAfter: number;
  notes: readonly Note[];
  tasks: readonly (readonly [title: string, owner: PersonKey])[];
  public?: PublicWords;
  severityChanges?: readonly (readonly [minute: number, to: 1 | 2 | 3 | 4, reason: string])[];
  runbook?: string;
  lesson?: Lesson;
  /** It began with the storm of alerts so many days ago. */
  storm?: number;
  /** The earlier incident that this one repeats. */
  repeats?: string;
  disputed?: boolean;
};
