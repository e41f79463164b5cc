import type { InstantKey } from '../../../../domain/respond/incidents/instants.ts';

export type { InstantKey };

/** Where each instant is kept; the names are ours, so they may stand in SQL as they are. */
export const instantColumns = {
  impactStartedAt: 'impact_started_at',
  detectedAt: 'detected_at',
  alertedAt: 'alerted_at',
  acknowledgedAt: 'acknowledged_at',
  declaredAt: 'declared_at',
  commanderAssignedAt: 'commander_assigned_at',
  firstPublicAt: 'first_public_at',
  mitigatedAt: 'mitigated_at',
  resolvedAt: 'resolved_at',
  closedAt: 'closed_at',
} as const satisfies Record<InstantKey, string>;
