import type { PlannedNotification, PlannedPost } from './page.ts';

/**
 * The unique key of a notification: a message with the same key is never made twice, and the key serves as the
 * idempotency key towards the channel.
 */
export function pageKey(
  pageId: number | string,
  generation: number,
  round: number,
  stepIndex: number,
  personId: number,
  contactMethodId: number | null,
  ruleIndex: number,
): string {
  return `page-${pageId}:g${generation}:r${round}:s${stepIndex}:p${personId}:m${contactMethodId ?? 0}:n${ruleIndex}`;
}

/** {@link pageKey} of a planned notification. */
export function pageKeyOf(
  page: { id: number | string; generation: number },
  { round, stepIndex, personId, contactMethodId, ruleIndex }: PlannedNotification,
): string {
  return pageKey(page.id, page.generation, round, stepIndex, personId, contactMethodId, ruleIndex);
}

/** As {@link pageKeyOf}, of a message to a chat room. */
export function roomKeyOf(
  page: { id: number | string; generation: number },
  { round, stepIndex, roomIndex }: PlannedPost,
): string {
  return `page-${page.id}:g${page.generation}:r${round}:s${stepIndex}:room${roomIndex}`;
}
