import type { OpsgenieExport, OpsgenieReference } from '../../../contract/move-in/opsgenie.ts';
import type { Findings } from '../finding.ts';
import type { Slugs } from '../slugs.ts';

/** What every part of a conversion needs to know. */
export type Conversion = {
  content: OpsgenieExport;
  findings: Findings;
  slugs: Slugs;
  nowMs: number;
  /** The e-mail address of a person of the export; null for one that it does not hold. */
  personOf(reference: Pick<OpsgenieReference, 'id' | 'username' | 'name'>): string | null;
  /** The slug of a team of the export. */
  teamOf(
    reference: { id?: string | null | undefined; name?: string | null | undefined } | null | undefined,
  ): string | null;
};

type Named = { id: string; name: string };

export function findNamed<Thing extends Named>(
  things: readonly Thing[],
  { id, name }: { id?: string | null | undefined; name?: string | null | undefined },
): Thing | null {
  return (
    things.find((thing) => id != null && thing.id === id) ??
    things.find((thing) => name != null && thing.name === name) ??
    null
  );
}

const secondsOf = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

export function secondsOfDuration({
  timeAmount,
  timeUnit,
}: {
  timeAmount: number;
  timeUnit: keyof typeof secondsOf;
}): number {
  return Math.round(timeAmount * secondsOf[timeUnit]);
}
