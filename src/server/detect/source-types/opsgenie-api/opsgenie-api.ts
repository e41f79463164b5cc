import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { asObject, field, type JsonObject } from '../reading/json-value.ts';
import { readJson } from '../reading/read-body.ts';
import { type CommonSettings, commonFields, commonSettings } from '../settings.ts';
import type { ParseResult, SourceRequest, SourceType } from '../source.ts';
import { changedAlert, createdAlert } from './alerts.ts';
import { opsgenieReply } from './reply.ts';
import { opsgenieSetup } from './setup.ts';

/** A drop-in for the Opsgenie Alert API, version 2: creating, closing and acknowledging alerts. */
export const opsgenieApi: SourceType = {
  type: 'opsgenie-api',
  title: 'Opsgenie Alert API',
  description: 'Anything that can create Opsgenie alerts: change the host, and use this source’s key as the API key.',
  endpoints: [
    { method: 'POST', path: '/v2/alerts', description: 'Create an alert; the key is in Authorization: GenieKey.' },
    { method: 'POST', path: '/v2/alerts/{id}/{verb}', description: 'close, acknowledge, notes and the others.' },
    { method: 'PUT', path: '/v2/alerts/{id}/{verb}', description: 'message, description, priority.' },
    { method: 'GET', path: '/v2/alerts/requests/{id}', description: 'What became of a request.' },
    { method: 'POST', path: '/in/{key}/v2/alerts', description: 'The same below the key.' },
  ],
  readsHeaders: [],
  settings: { schema: commonSettings, fields: commonFields },
  setup: opsgenieSetup,
  keyFrom: ({ headers }) => /^GenieKey\s{1,5}(\S{1,200})$/i.exec((headers.authorization ?? '').trim())?.[1] ?? null,
  parse: parseOpsgenie,
  reply: opsgenieReply,
};

const paths = /^\/v2\/alerts(?:\/([^/]{1,1000})(?:\/([a-z-]{1,30}))?)?\/?$/;

/** Whether a path is one of the Alert API, below the key of any source. */
export const isOpsgeniePath = (path: string): boolean => paths.test(path);

/** The signal of one call; a call that only asks gives none. */
export function parseOpsgenie(request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  const [, id, verb] = paths.exec(request.path) ?? [];
  if (request.method === 'GET' || request.method === 'HEAD') return { kind: 'signals', signals: [], odd, errors: [] };
  const json = readJson(request);
  const body: JsonObject = 'value' in json ? (asObject(json.value) ?? {}) : {};
  if (id !== undefined) {
    const action = request.method === 'DELETE' ? 'close' : (verb ?? '');
    return { kind: 'signals', signals: [changedAlert(decoded(id), action, body, request, odd)], odd, errors: [] };
  }
  if (!('value' in json) || Object.keys(body).length === 0) {
    const detail = 'The body is not a JSON object.';
    return { kind: 'rejected', status: 400, code: 'invalid_alert', detail, errors: [detail] };
  }
  if (field(body, 'message') === undefined) noteOdd(odd, 'message', 'It is missing.');
  return { kind: 'signals', signals: [createdAlert(body, settings, request, odd)], odd, errors: [] };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
