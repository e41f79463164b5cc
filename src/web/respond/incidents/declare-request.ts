import { useSyncExternalStore } from 'react';

/** What an incident is declared from; nothing of it for one from scratch. */
export type DeclareRequest = {
  alert?: { id: number; title: string; severity: number; serviceId: number | null };
};

let request: DeclareRequest | null = null;
const listeners = new Set<() => void>();

function change(next: DeclareRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

/** Opens the form that declares an incident, from any screen. */
export function askToDeclare(from: DeclareRequest = {}): void {
  change(from);
}

export function closeDeclaring(): void {
  change(null);
}

/** Null while nobody declares anything. */
export function useDeclareRequest(): DeclareRequest | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => request,
  );
}
