/** Who learns by watching. A shadow is no part of a schedule's timeline: coverage and the pager do not know of them. */
export type Shadowing = { scheduleId: number; personId: number };

/**
 * Whom to tell of a page, each once: shadows of schedules of which somebody on call has just been paged, unless they were
 * paged themselves. Nobody is told of a page that went to nobody they shadow.
 *
 * @param onCall everybody who is on call on each schedule, the first of several first
 */
export function shadowsToTell<Shadow extends Shadowing>(
  shadows: readonly Shadow[],
  onCall: ReadonlyMap<number, readonly number[]>,
  pagedPersonIds: readonly number[],
): (Shadow & { shadowedId: number })[] {
  const told = new Map<number, Shadow & { shadowedId: number }>();
  for (const shadow of shadows) {
    const shadowedId = onCall.get(shadow.scheduleId)?.find((personId) => pagedPersonIds.includes(personId));
    if (shadowedId === undefined) continue;
    if (pagedPersonIds.includes(shadow.personId) || told.has(shadow.personId)) continue;
    told.set(shadow.personId, { ...shadow, shadowedId });
  }
  return [...told.values()];
}
