import { mostPastIncidents, type PastIncidentInput } from '../../../contract/learn/past-incidents.ts';

const mostCharacters = 400_000;

/** Incidents in requests of a size that a server takes, in their order. */
export function* batchesOf(incidents: readonly PastIncidentInput[]): Generator<PastIncidentInput[]> {
  let batch: PastIncidentInput[] = [];
  let length = 0;
  for (const incident of incidents) {
    const own = JSON.stringify(incident).length;
    if (batch.length > 0 && (batch.length === mostPastIncidents || length + own > mostCharacters)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(incident);
    length += own;
  }
  if (batch.length > 0) yield batch;
}
