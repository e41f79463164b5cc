import { severityLabel } from '../../../../domain/severity.ts';
import type { IncidentRecord } from './store.ts';

const instantNames = [
  ...(['impactStartedAt', 'detectedAt', 'alertedAt', 'acknowledgedAt', 'declaredAt', 'commanderAssignedAt'] as const),
  ...(['firstPublicAt', 'mitigatedAt', 'resolvedAt', 'closedAt'] as const),
];

/** `impactStartedAt` → `impact_started_at` */
const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const csvHeader = [
  ...['incident', 'title', 'severity', 'peak_severity', 'state', 'kind', 'false_alarm', 'services', 'commander'],
  ...['declared_by', 'public_status', 'customers_affected', ...instantNames.map(columnOf), 'found_by'],
];

export function csvLineOf(incident: IncidentRecord) {
  return [
    ...[incident.key, incident.title, severityLabel(incident.severity), severityLabel(incident.peakSeverity)],
    ...[incident.lifecycle, incident.kind, incident.isFalseAlarm],
    ...[incident.services.map(({ name }) => name).join('; '), incident.commander?.name ?? null],
    ...[incident.declaredBy.name, incident.publicStatus, incident.customersAffected],
    ...instantNames.map((name) => incident.instants[name]?.toISOString() ?? null),
    incident.foundBy,
  ];
}
