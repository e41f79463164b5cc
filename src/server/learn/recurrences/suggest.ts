import { suggestRecurrences } from '../../../domain/learn/recurrence.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { recordEvents } from '../../platform/events/record.ts';
import { requireIncident } from '../../respond/incidents/incident/record.ts';
import { findCandidates, loadSignatures } from './signature-store.ts';
import { replaceSuggestions } from './store.ts';

/** Suggests likely earlier occurrences of a real incident; a person confirms or dismisses them. */
export async function suggestFor(tx: Transaction, incidentId: number): Promise<void> {
  const incident = await requireIncident(tx, incidentId);
  if (incident.kind !== 'real') return;
  const [current] = await loadSignatures(tx, [incidentId]);
  const candidates = await loadSignatures(tx, await findCandidates(tx, incidentId));
  if (!current) return;
  const suggestions = suggestRecurrences(current, candidates).map(({ earlier, score, reasons }) => ({
    earlierId: Number(earlier.incidentId),
    score,
    reasons,
  }));
  const found = await replaceSuggestions(tx, incidentId, suggestions);
  await recordEvents(
    tx,
    system,
    found.map((earlierIncidentId) => ({
      kind: 'recurrence.suggested',
      subjectId: incidentId,
      data: { earlierIncidentId },
    })),
  );
}
