/** Who learns by watching. A shadow is no part of a schedule's timeline: coverage and the pager do not know of them. */
export type Shadowing = { scheduleId: number; personId: number };

/**
 * Whom to tell of a page, each once: shadows of schedules whose person on call has just been paged, unless they were
 * paged themselves. Nobody is told of a page that went to nobody they shadow.
 *
 * @param onCall who is on call on each schedule; null for nobody
 */
export function shadowsToTell<Shadow extends Shadowing>(
  shadows: readonly Shadow[],
  onCall: ReadonlyMap<number, number | null>,
  pagedPersonIds: readonly number[],
): (Shadow & { shadowedId: number })[] {
  const told = new Map<number, Shadow & { shadowedId: number }>();
  for (const shadow of shadows) {
    const shadowedId = onCall.get(shadow.scheduleId) ?? null;
    if (shadowedId === null || !pagedPersonIds.includes(shadowedId)) continue;
    if (pagedPersonIds.includes(shadow.personId) || told.has(shadow.personId)) continue;
    told.set(shadow.personId, { ...shadow, shadowedId });
  }
  return [...told.values()];
}
