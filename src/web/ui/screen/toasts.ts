/** Short messages at the edge of the screen, and one polite voice for assistive technology. */

export type Toast = {
  id: number;
  message: string;
  tone: 'plain' | 'failed';
  action?: { label: string; run: () => void };
  /** How long it stays; the display waits while it is hovered or focused. */
  forSeconds: number;
};

type State = { toasts: Toast[]; announcement: string };

let state: State = { toasts: [], announcement: '' };
let nextId = 1;
let lastUndo: { toastId: number; run: () => void } | undefined;
const listeners = new Set<() => void>();

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export const toastStore = {
  read: () => state,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

/** Says something to screen readers without showing it. */
export function announce(text: string): void {
  // The same words twice would not be spoken twice without a change.
  change({ announcement: state.announcement === text ? `${text}\u00a0` : text });
}

/** Shows a message; at most three stay on screen. Returns its id for `dismissToast`. */
export function showToast(message: string, options: Partial<Omit<Toast, 'id' | 'message'>> = {}): number {
  const id = nextId++;
  const toast: Toast = { id, message, tone: 'plain', forSeconds: 5, ...options };
  change({ toasts: [...state.toasts, toast].slice(-3) });
  announce(message);
  return id;
}

export function dismissToast(id: number): void {
  if (lastUndo?.toastId === id) lastUndo = undefined;
  change({ toasts: state.toasts.filter((toast) => toast.id !== id) });
}

/** A thing was done, and for five seconds it can be taken back: by the button or by the undo shortcut. */
export function showUndo(message: string, undo: () => void): void {
  const run = () => {
    dismissToast(toastId);
    undo();
  };
  const toastId = showToast(message, { action: { label: 'Undo', run }, forSeconds: 5 });
  lastUndo = { toastId, run };
}

/** Takes back the latest thing that still can be. */
export function undoLast(): void {
  if (lastUndo) lastUndo.run();
  else announce('Nothing to undo');
}
