import { useBlocker } from '@tanstack/react-router';
import { Suspense } from 'react';
import { lazyPart } from '../data/lazy-part.ts';
import { askToLeave, hasUnsaved } from '../ui/form/unsaved.ts';

const LeaveQuestion = lazyPart(() => import('./leave-question.tsx'), 'LeaveQuestion');

/** Asks before a navigation, by whatever key, link or button, takes away what somebody typed and has not saved. */
export function LeaveGuard() {
  useBlocker({
    // Filters and tabs change the address only; the page stays, and so does what is typed there.
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await askToLeave()),
    enableBeforeUnload: hasUnsaved,
  });
  return (
    <Suspense>
      <LeaveQuestion />
    </Suspense>
  );
}
