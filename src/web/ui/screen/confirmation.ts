/** What the server asks to be proved anew: one question at a time, and whoever waits goes on when it is answered. */
type Question = { settle: (isProved: boolean) => void };

let question: Question | null = null;
let waiting: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function change(next: Question | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** Asks the person to prove that it is them. @returns whether they did; false when they closed the question */
export function askConfirmation(): Promise<boolean> {
  // Outside the shell nobody shows the question.
  if (listeners.size === 0) return Promise.resolve(false);
  waiting ??= new Promise<boolean>((resolve) => {
    change({
      settle: (isProved) => {
        waiting = null;
        change(null);
        resolve(isProved);
      },
    });
  });
  return waiting;
}

export const confirmationQuestion = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => question,
};
