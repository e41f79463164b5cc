import type { PageFeedback } from '../../contract/respond/pages/page.ts';

/** What people press, and what is shown of it. */
export const feedbackWords: Record<PageFeedback, string> = {
  acted: 'Acted on it',
  nothing_to_do: 'Nothing to do',
  duplicate: 'Duplicate',
};
