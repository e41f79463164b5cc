/**
 * Long texts that somebody typed and has not saved, kept in this browser for each person and thing. Bounded, and gone
 * when they are saved, discarded, or when that person signs out here.
 */
import { ownName } from '../base.ts';

export type KeptDraft = {
  text: string;
  /** When it was typed. */
  at: string;
  /** The version of the thing that it was written over, where there is one. */
  version?: number;
};

const prefix = `${ownName('evenkeel-draft')}/`;
const mostDrafts = 40;
const mostCharacters = 250_000;
const keptForMs = 30 * 86_400_000;

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const nameOf = (personId: number, thing: string) => `${prefix}${personId}/${thing}`;

/** Null where the browser allows no storage. */
function browserStorage(): Place | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

function parse(text: string | null): KeptDraft | null {
  try {
    const draft = JSON.parse(text ?? 'null') as KeptDraft | null;
    return typeof draft?.text === 'string' && !Number.isNaN(Date.parse(draft.at)) ? draft : null;
  } catch {
    return null;
  }
}

export function keptDrafts(place: Place | null = browserStorage()) {
  const names = (start = prefix) =>
    Array.from({ length: place?.length ?? 0 }, (_, index) => place?.key(index) ?? '').filter((name) =>
      name.startsWith(start),
    );
  const oldestFirst = () =>
    names()
      .map((name) => ({ name, atMs: Date.parse(parse(place?.getItem(name) ?? null)?.at ?? '') || 0 }))
      .sort((a, b) => a.atMs - b.atMs);
  return {
    read(personId: number, thing: string, nowMs = Date.now()): KeptDraft | null {
      const name = nameOf(personId, thing);
      const draft = parse(place?.getItem(name) ?? null);
      if (draft && nowMs - Date.parse(draft.at) <= keptForMs) return draft;
      place?.removeItem(name);
      return null;
    },
    /** False when it could not be kept: the browser has no room for it, or allows none. */
    keep(personId: number, thing: string, draft: KeptDraft): boolean {
      const name = nameOf(personId, thing);
      if (!place || draft.text.length > mostCharacters) return false;
      const others = oldestFirst().filter((other) => other.name !== name);
      for (const { name: old } of others.splice(0, Math.max(0, others.length - mostDrafts + 1))) place.removeItem(old);
      for (;;) {
        try {
          place.setItem(name, JSON.stringify(draft));
          return true;
        } catch {
          const oldest = others.shift();
          if (!oldest) return false;
          place.removeItem(oldest.name);
        }
      }
    },
    drop(personId: number, thing: string): void {
      place?.removeItem(nameOf(personId, thing));
    },
    count: (personId: number): number => names(nameOf(personId, '')).length,
    dropAll(personId: number): void {
      for (const name of names(nameOf(personId, ''))) place?.removeItem(name);
    },
  };
}
