import { useLayoutEffect } from 'react';

/** What is typed somewhere and not saved. One question for all of it, however somebody is about to leave. */
const unsaved = new Set<symbol>();
/** What is on its way to the server: nobody is asked about it, and it is lost with its form when that is refused. */
const sending = new Set<symbol>();
let answer: ((leaves: boolean) => void) | null = null;
/** One press of a key reaches every open layer, the question too: what raised it must not answer it, nor the other way. */
let askedDuring: Event | undefined;
let answeredDuring: Event | undefined;

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Counts as unsaved while `isUnsaved` holds: leaving asks first, but not while it `isSending`. */
export function useUnsaved(isUnsaved: boolean, isSending = false): void {
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    const marks = isSending ? sending : unsaved;
    const mark = Symbol('unsaved');
    marks.add(mark);
    return () => {
      marks.delete(mark);
    };
  }, [isUnsaved, isSending]);
}

export const hasUnsaved = (): boolean => unsaved.size > 0;

/** Whether anything typed would go with the page, also what has been sent and not been taken yet. */
export const hasTyped = (): boolean => unsaved.size > 0 || sending.size > 0;

/** Whether somebody is being asked right now. */
export const isAsking = (): boolean => answer !== null;

/** Whether what is pressed belongs to the question. */
export const isAnswering = (): boolean =>
  answer !== null || (window.event !== undefined && window.event === answeredDuring);

/** Whether what is pressed has raised the question. */
export const isRaising = (): boolean => window.event !== undefined && window.event === askedDuring;

/** All of it may go: whoever leaves has said so. */
export const forgetUnsaved = (): void => {
  unsaved.clear();
  sending.clear();
};

/**
 * True at once when nothing is unsaved; else as the person decides. A second question takes the place of the first.
 * `whole`: with a yes everything may go, not just what asked.
 */
export async function askToLeave(whole = true): Promise<boolean> {
  if (!hasUnsaved()) return true;
  answer?.(false);
  askedDuring = window.event;
  const leaves = await new Promise<boolean>((resolve) => {
    answer = resolve;
    tell();
  });
  if (leaves && whole) forgetUnsaved();
  return leaves;
}

export function answerLeave(leaves: boolean): void {
  const settle = answer;
  answer = null;
  answeredDuring = window.event;
  settle?.(leaves);
  tell();
}

export function subscribeToQuestion(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
