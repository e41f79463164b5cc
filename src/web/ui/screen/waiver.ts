/** A certificate is missing: one question at a time whether to go on with a reason; others that come meanwhile are refused. */
export type MissingCertificate = { sentence: string; note: string; courseKey: string; courseTitle: string };

type Question = MissingCertificate & { settle: (reason: string | null) => void };

let question: Question | null = null;
const listeners = new Set<() => void>();

function change(next: Question | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** @returns why it goes on without the certificate; null when it does not */
export function askWaiver(missing: MissingCertificate): Promise<string | null> {
  // Outside the shell nobody shows the question.
  if (listeners.size === 0 || question !== null) return Promise.resolve(null);
  return new Promise((resolve) => {
    change({
      ...missing,
      settle: (reason) => {
        change(null);
        resolve(reason);
      },
    });
  });
}

export const waiverQuestion = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => question,
};
