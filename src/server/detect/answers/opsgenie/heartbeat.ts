import type { Meant } from '../../ingest/accept.ts';
import type { RulebookCache } from '../../rulebook/cache.ts';
import type { Source } from '../../rulebook/rulebook.ts';
import type { OpsgenieSettings } from '../../source-types/opsgenie-api/opsgenie-api.ts';
import type { Rejected, SourceRequest } from '../../source-types/source.ts';

const pattern = /^\/v2\/heartbeats\/([^/]{1,300})\/ping\/?$/;

export const isHeartbeatPath = (path: string): boolean => path.startsWith('/v2/heartbeats/') && pattern.test(path);

/** The heartbeat of a ping: the source whose key it is, or one that the settings of that source name. */
export async function lookUpHeartbeat(
  rulebook: RulebookCache,
  source: Source,
  request: SourceRequest,
): Promise<Meant | Rejected> {
  const name = decoded(pattern.exec(request.path)?.[1] ?? '').toLowerCase();
  const named = rulebook.sourceNamed(name);
  const isItself = source.type.type === 'heartbeat' && named?.id === source.id;
  const { heartbeats = [] } = source.settings as OpsgenieSettings;
  const words = named ? [named.slug, named.name.toLowerCase()] : [];
  const isAllowed = heartbeats.some((one) => words.includes(one.toLowerCase()));
  if (named?.type.type === 'heartbeat' && (isItself || isAllowed)) {
    return { kind: 'meant', source: named, request: { ...request, method: 'POST', path: '' } };
  }
  const detail = `This key may ping no heartbeat named ${name.slice(0, 100)}: name it in the settings of the source.`;
  return { kind: 'rejected', status: 404, code: 'unknown_heartbeat', detail, errors: [detail] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
