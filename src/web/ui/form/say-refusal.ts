import { showToast } from '../screen/toasts.ts';

/** For what is done without a form of its own: says why it was not done. */
export function sayRefusal(error: unknown): void {
  showToast(error instanceof Error ? error.message : String(error), { tone: 'failed', forSeconds: 10 });
}
