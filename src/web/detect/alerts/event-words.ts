import { severityLabel } from '../../../domain/severity.ts';
import type { AlertStory } from './story.ts';

type AlertEvent = Pick<AlertStory['events'][number], 'kind' | 'actor' | 'data'>;

/** What happened to an alert, in a sentence. Kinds of a newer server are shown by their name. */
export function eventWords({ kind, actor, data }: AlertEvent): string {
  const by = actor.kind === 'link' ? `${actor.name}, by the link of a notification` : actor.name;
  switch (kind) {
    case 'alert.triggered':
      return 'The alert was triggered.';
    case 'alert.acknowledged':
      return `Acknowledged by ${by}.`;
    case 'alert.unacknowledged':
      return actor.kind === 'source'
        ? 'It became urgent: the acknowledgement does not count any more.'
        : `${by} gave the acknowledgement up.`;
    case 'alert.resolved':
      return actor.kind === 'source' ? `Resolved: ${actor.name} says it is over.` : `Resolved by ${by}.`;
    case 'alert.expired':
      return 'Resolved: its sender stopped repeating it.';
    case 'alert.unsuppressed':
      return 'The suppression ended while the condition held.';
    case 'alert.severityRaised':
      return `Severity raised${data.from ? ` from ${severityLabel(Number(data.from))}` : ''} to ${severityLabel(Number(data.to))}.`;
    default:
      return `${kind.replace(/^alert\./, '')} (${by})`;
  }
}
