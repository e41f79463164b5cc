import { useEffect, useRef } from 'react';

/** Something a person can do here: it appears in the palette, and with `keys` also as a shortcut. */
export type Command = {
  /** Starts with a verb: "Declare an incident", "Go to alerts". */
  label: string;
  /** In the notation of shortcut-keys.ts. */
  keys?: string;
  /** Heading in the palette and the shortcuts sheet. */
  group?: string;
  /** Further words that should find it. */
  keywords?: string;
  /** Fires while the key is held down (moving through a list). */
  repeats?: boolean;
  /** Navigation is left out when the palette shows actions only (`>`). */
  navigates?: boolean;
  run: () => void;
};

type Registration = { current: readonly Command[] };

const registrations = new Set<Registration>();

/** Everything that can be done now. What was registered last comes first, and wins when keys collide. */
export function currentCommands(): Command[] {
  return [...registrations].reverse().flatMap((registration) => registration.current);
}

/** Offers commands while the component is mounted. The list may be built anew on every render. */
export function useCommands(commands: readonly Command[]): void {
  const registration = useRef<readonly Command[]>(commands);
  useEffect(() => {
    registration.current = commands;
  });
  useEffect(() => {
    registrations.add(registration);
    return () => {
      registrations.delete(registration);
    };
  }, []);
}

/** One command with a key: `useShortcut('g a', 'Go to alerts', open)`. It never fires while a person types. */
export function useShortcut(keys: string, label: string, run: () => void, group = 'This screen'): void {
  useCommands([{ keys, label, run, group }]);
}
