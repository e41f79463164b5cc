// The title that people read: what is broken, where, and of a mere name also how it is.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Place } from '../key/identity.ts';
import type { Leaf } from '../leaves.ts';
import { messageOf } from './choice.ts';
import { withPlace } from './place.ts';

/** The title for people: with the place, and of a mere name also with how it is. `word` is the state as it was sent. */
export function fullTitle(
  subject: string,
  places: readonly Place[],
  { isProse, isName, text }: { isProse: boolean; isName: boolean; text: string },
  word: unknown,
  action: SignalAction,
  leaves: readonly Leaf[],
): string {
  if (subject === '') return '';
  if (action === 'change') return subject;
  const metric = /^[A-Z]{3,}(?:_[A-Z]{2,})+$/.test(subject)
    ? places.find(({ word: about, isId }) => about === 'metric' && !isId)
    : undefined;
  if (metric !== undefined) return withPlace(`${subject}: ${metric.value}`, places, isProse, false, isName);
  const isPlace = text === '' && !places.some(({ value }) => value === subject);
  const title = isPlace ? subject : withPlace(subject, places, isProse, false, isName);
  // The type of an alert says what is wrong with a thing of which the title is only the name.
  const kind = isName
    ? places.find(
        ({ word: about, path }) =>
          /^(?:type|kind|category)$/.test(about) &&
          !/(?:agent|host|user|device|resource|object|source|target|instance|node|client)[ _]?(?:type|kind)$/i.test(
            path,
          ),
      )?.value
    : undefined;
  const message = kind === undefined || action !== 'trigger' ? '' : messageOf(leaves);
  if (message !== '' && !message.includes(subject)) return `${title}: ${message}`;
  if (kind?.includes(' ') && action === 'trigger' && !title.toLowerCase().includes(kind)) return `${title}: ${kind}`;
  const state =
    typeof word === 'string'
      ? word
          .replaceAll(/[_\s]+/g, ' ')
          .trim()
          .toLowerCase()
      : '';
  const isTelling =
    /^(?:failed|failure|major outage|partial outage|down|degraded.*|unhealthy|offline|unavailable|missing|late|error|errored|unreachable|disconnected)$/.test(
      state,
    );
  return action === 'trigger' && isTelling && (isName || text === '') && !title.toLowerCase().includes(state)
    ? `${title}: ${state}`
    : title;
}

/** Where a body says nothing but what kind of event it is. */
export const eventTitle = (word: unknown) =>
  typeof word === 'string' && /\p{L}/u.test(word) ? `Event: ${word.trim()}` : '';
