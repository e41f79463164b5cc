/**
 * What this browser keeps for the time in which the server is away: who is on call, and the runbooks that were read last.
 * One person's at a time, bounded, gone when they sign out, when the server no longer knows them, and after seven days.
 * `public/offline.js` shows it; both read the same form.
 */
import { ownName } from '../../base.ts';

export type OnCallCopy = {
  /** Server time of the reading, and until when it looks ahead. */
  asOf: string;
  until: string;
  /** There are more schedules than are kept. */
  isPartial: boolean;
  schedules: {
    name: string;
    teamName: string | null;
    /** Nobody: null. */
    shifts: { startsAt: string; endsAt: string | null; personName: string | null; email: string | null }[];
  }[];
};

export type RunbookCopy = { id: number; title: string; body: string; asOf: string };

export type OfflineCopy = {
  personId: number;
  personName: string;
  savedAt: string;
  onCall: OnCallCopy | null;
  runbooks: RunbookCopy[];
};

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const copyName = ownName('evenkeel-offline-copy');
const choiceName = ownName('evenkeel-offline-choice');
const epochName = ownName('evenkeel-offline-epoch');
const mostRunbooks = 20;
const mostCharacters = 1_000_000;
const keptForMs = 7 * 86_400_000;

/** Null where the browser allows no storage. */
function browserStorage(): Place | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function offlineCopy(place: Place | null = browserStorage()) {
  const parsed = <Value>(name: string): Value | null => {
    try {
      return JSON.parse(place?.getItem(name) ?? 'null') as Value | null;
    } catch {
      return null;
    }
  };
  const forget = () => {
    place?.removeItem(copyName);
    set(epochName, String((Number(place?.getItem(epochName)) || 0) + 1));
  };
  const set = (name: string, text: string): boolean => {
    try {
      place?.setItem(name, text);
      return place !== null;
    } catch {
      return false;
    }
  };
  /** The copy of this person; that of anybody else, and one that is too old, is removed. */
  const read = (personId: number, nowMs: number): OfflineCopy | null => {
    const copy = parsed<OfflineCopy>(copyName);
    if (!copy) return null;
    if (copy.personId === personId && nowMs - Date.parse(copy.savedAt) <= keptForMs) return copy;
    forget();
    return null;
  };
  return {
    read,
    forget,
    /** Changes whenever the copy is forgotten, in any tab: what was asked for before is not kept afterwards. */
    epoch: () => place?.getItem(epochName) ?? '',
    /** What the person chose in this browser; null when they chose nothing. */
    choice(personId: number): boolean | null {
      const chosen = parsed<{ personId: number; wanted: boolean }>(choiceName);
      return chosen?.personId === personId ? chosen.wanted : null;
    },
    choose(personId: number, wanted: boolean): void {
      set(choiceName, JSON.stringify({ personId, wanted }));
      if (!wanted) forget();
    },
    /** Keeps a part of the copy. Where it does not fit, runbooks go first, those read longest ago. */
    keep(
      person: { id: number; name: string },
      part: { onCall: OnCallCopy } | { runbook: RunbookCopy },
      now: Date,
    ): boolean {
      const before = read(person.id, now.getTime());
      const runbooks = before?.runbooks ?? [];
      const copy: OfflineCopy = {
        ...{ personId: person.id, personName: person.name, savedAt: now.toISOString() },
        onCall: 'onCall' in part ? part.onCall : (before?.onCall ?? null),
        runbooks:
          'runbook' in part
            ? [part.runbook, ...runbooks.filter(({ id }) => id !== part.runbook.id)].slice(0, mostRunbooks)
            : runbooks,
      };
      for (;;) {
        const text = JSON.stringify(copy);
        if (text.length <= mostCharacters && set(copyName, text)) return true;
        if (copy.runbooks.pop() === undefined) {
          forget();
          return false;
        }
      }
    },
  };
}
