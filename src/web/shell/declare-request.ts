import { useEffect, useSyncExternalStore } from 'react';

/** What an incident is declared from; nothing of it for one from scratch. */
export type DeclareRequest = {
  alert?: { id: number; title: string; severity: number; serviceId: number | null };
};

let request: DeclareRequest | null = null;
let here: DeclareRequest['alert'] | null = null;
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

/** The screen stands on an alert and has its own way to declare from it: declaring from nothing steps back. */
export function useDeclaringHere(alert: DeclareRequest['alert'] | null): void {
  const id = alert?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id stands for the alert
  useEffect(() => {
    if (!alert) return;
    here = alert;
    for (const listener of listeners) listener();
    return () => {
      here = null;
      for (const listener of listeners) listener();
    };
  }, [id]);
}

/** The alert that the screen stands on, when it can be declared from. */
export function useAlertHere(): DeclareRequest['alert'] | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => here,
  );
}
