import { useSyncExternalStore } from 'react';

/** What this browser remembers for its person. Everything has a default; nothing here matters to others. */
export type Preferences = {
  /** Shortcuts of one character, which can get in the way of speech input. */
  singleKeyShortcuts: boolean;
  railCollapsed: boolean;
  /** IANA zone for showing times; null follows the browser. */
  timeZone: string | null;
  /** A sound when a page asks this person. */
  pageSound: boolean;
};

const defaults: Preferences = { singleKeyShortcuts: true, railCollapsed: false, timeZone: null, pageSound: true };
const storageKey = 'evenkeel-preferences';
const listeners = new Set<() => void>();
let current = load();

function load(): Preferences {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(storageKey) ?? '{}') };
  } catch {
    return defaults;
  }
}

export const preferences = {
  read: (): Preferences => current,
  change(part: Partial<Preferences>): void {
    current = { ...current, ...part };
    try {
      localStorage.setItem(storageKey, JSON.stringify(current));
    } catch {
      // A browser that refuses storage still works; it only forgets.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.read, preferences.read);
}
