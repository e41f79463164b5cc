import type { Meant } from '../ingest/accept.ts';
import type { Source } from '../rulebook/rulebook.ts';
import type { Rejected, SourceRequest } from '../source-types/source.ts';

/** The heartbeat of an integration of Grafana OnCall, which is a source of its own here. */
export async function lookUpOncallHeartbeat(source: Source, request: SourceRequest): Promise<Meant | Rejected> {
  if (source.type.type === 'heartbeat') return { kind: 'meant', source, request: { ...request, path: '' } };
  const detail = 'No heartbeat has this key: give one the additional key <token>-heartbeat.';
  return { kind: 'rejected', status: 404, code: 'unknown_heartbeat', detail, errors: [detail] };
}
