import type { FollowedEvent } from './follow.ts';

const gatherMs = 250;
/** More than this at once no screen can show one by one: then the newest stands for all of its kind. */
const maxOfKind = 25;

/**
 * Hands on the first event at once and what follows it within a moment together, without those that say nothing new.
 * The last of what is handed on is always the newest, so that its position is the one to resume from.
 */
export function coalesce(send: (event: FollowedEvent) => void): { add(event: FollowedEvent): void; stop(): void } {
  let waiting: FollowedEvent[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    const found = waiting;
    waiting = [];
    timer = found.length > 0 ? setTimeout(flush, gatherMs) : undefined;
    const distinct = newestOf(found, ({ kind, subjectKind, subjectId }) => `${kind} ${subjectKind} ${subjectId}`);
    const counts = new Map<string, number>();
    for (const { kind } of distinct) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const few = newestOf(distinct, ({ kind, position }) => (counts.get(kind)! > maxOfKind ? kind : position));
    for (const event of few) send(event);
  };

  return {
    add(event) {
      waiting.push(event);
      timer ??= setTimeout(flush, 0);
    },
    stop: () => clearTimeout(timer),
  };
}

function newestOf(events: FollowedEvent[], textOf: (event: FollowedEvent) => string): FollowedEvent[] {
  const newest = new Map<string, FollowedEvent>();
  for (const event of events) {
    const text = textOf(event);
    newest.delete(text);
    newest.set(text, event);
  }
  return [...newest.values()];
}
