/** The dedup key of a signal that a drill sends: the same words are the same alert. */
export const drillDedupKey = (drillId: number, title: string) => `evenkeel-drill-${drillId}-${title}`;
