/**
 * The instants an incident is measured by. All are epoch milliseconds (UTC); null means not known or not yet.
 * `impactStartedAt`, `detectedAt` and `mitigatedAt` are often estimated afterwards, so their order is only ever warned about.
 */
export type IncidentInstants = {
  impactStartedAt: number | null;
  /** First signal, machine or human. */
  detectedAt: number | null;
  /** First page handed to a channel. */
  alertedAt: number | null;
  acknowledgedAt: number | null;
  declaredAt: number | null;
  commanderAssignedAt: number | null;
  firstPublicAt: number | null;
  /** Customers stop feeling it. */
  mitigatedAt: number | null;
  /** Everything works fully again. */
  resolvedAt: number | null;
  closedAt: number | null;
};

export type InstantKey = keyof IncidentInstants;

export const instantKeys: readonly InstantKey[] = [
  'impactStartedAt',
  'detectedAt',
  'alertedAt',
  'acknowledgedAt',
  'declaredAt',
  'commanderAssignedAt',
  'firstPublicAt',
  'mitigatedAt',
  'resolvedAt',
  'closedAt',
];

export const instantNames: Record<InstantKey, string> = {
  impactStartedAt: 'impact started',
  detectedAt: 'detected',
  alertedAt: 'alerted',
  acknowledgedAt: 'acknowledged',
  declaredAt: 'declared',
  commanderAssignedAt: 'commander assigned',
  firstPublicAt: 'first public post',
  mitigatedAt: 'mitigated',
  resolvedAt: 'resolved',
  closedAt: 'closed',
};

/** What the timeline says of a corrected instant, with both times in the words of the reader's clock. */
export function correctionText(name: InstantKey, from: string, to: string, reason: string): string {
  return `Corrected “${instantNames[name]}” from ${from} to ${to}: ${reason}`;
}

export type InstantFinding = {
  earlier: InstantKey;
  later: InstantKey | null;
  message: string;
};

type Ordering = {
  earlier: InstantKey;
  later: InstantKey;
  strict: boolean;
  why: string;
};

const orderings: readonly Ordering[] = [
  { earlier: 'impactStartedAt', later: 'resolvedAt', strict: true, why: 'the duration would be negative' },
  { earlier: 'impactStartedAt', later: 'mitigatedAt', strict: true, why: 'the duration would be negative' },
  {
    earlier: 'alertedAt',
    later: 'acknowledgedAt',
    strict: true,
    why: 'nobody can acknowledge a page before it is sent',
  },
  { earlier: 'resolvedAt', later: 'closedAt', strict: true, why: 'an incident is resolved before it is closed' },
  { earlier: 'declaredAt', later: 'closedAt', strict: true, why: 'an incident is declared before it is closed' },
  {
    earlier: 'impactStartedAt',
    later: 'detectedAt',
    strict: false,
    why: 'a fault seen before it hurt is possible but rare',
  },
  { earlier: 'detectedAt', later: 'alertedAt', strict: false, why: 'a page usually follows a signal' },
  { earlier: 'detectedAt', later: 'declaredAt', strict: false, why: 'somebody usually notices before declaring' },
  { earlier: 'detectedAt', later: 'resolvedAt', strict: false, why: 'it was found only after it was over' },
  {
    earlier: 'declaredAt',
    later: 'commanderAssignedAt',
    strict: false,
    why: 'a commander usually follows the declaration',
  },
  { earlier: 'declaredAt', later: 'resolvedAt', strict: false, why: 'the incident was declared after the fact' },
  { earlier: 'detectedAt', later: 'firstPublicAt', strict: false, why: 'the public was informed before we noticed' },
  {
    earlier: 'mitigatedAt',
    later: 'resolvedAt',
    strict: false,
    why: 'customers usually recover before everything is whole',
  },
];

const clockToleranceMilliseconds = 60_000;

/** For readers whose clock is not known. */
function byUtc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/**
 * Checks the instants against each other and against `now` (epoch milliseconds). `errors` refuse an edit;
 * `warnings` are shown and may be saved, because the edges of an incident are often estimated. `say` puts a time into
 * words by the clock of whoever reads them.
 */
export function validateInstants(
  instants: IncidentInstants,
  now: number,
  say: (at: number) => string = byUtc,
): { errors: InstantFinding[]; warnings: InstantFinding[] } {
  const errors: InstantFinding[] = [];
  const warnings: InstantFinding[] = [];
  for (const key of instantKeys) {
    const at = instants[key];
    if (at === null) continue;
    if (!Number.isFinite(at)) {
      errors.push({ earlier: key, later: null, message: `“${instantNames[key]}” is not a point in time.` });
    } else if (at > now + clockToleranceMilliseconds) {
      errors.push({
        earlier: key,
        later: null,
        message: `“${instantNames[key]}” is in the future (${say(at)}).`,
      });
    }
  }
  if (errors.some((finding) => finding.message.endsWith('not a point in time.'))) return { errors, warnings };
  for (const { earlier, later, strict, why } of orderings) {
    const first = instants[earlier];
    const second = instants[later];
    if (first === null || second === null || first <= second) continue;
    const message = `“${instantNames[earlier]}” (${say(first)}) is after “${instantNames[later]}” (${say(second)}): ${why}.`;
    (strict ? errors : warnings).push({ earlier, later, message });
  }
  return { errors, warnings };
}
