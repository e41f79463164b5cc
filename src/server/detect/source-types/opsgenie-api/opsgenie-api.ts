import { z } from 'zod';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { asObject, field, type JsonObject } from '../reading/json-value.ts';
import { readJson } from '../reading/read-body.ts';
import { type CommonSettings, commonFields, commonSettings } from '../settings.ts';
import type { Endpoint, ParseResult, SourceRequest, SourceType } from '../source.ts';
import { createdAlert } from './alerts.ts';
import { changedAlert } from './changed-alert.ts';
import { opsgenieReply } from './reply.ts';
import { opsgenieSetup } from './setup.ts';

const implied = (path: string, description: string, methods: Endpoint['method'][]): Endpoint[] =>
  methods.map((method) => ({ method, path, description, isImplied: true }));

export type OpsgenieSettings = CommonSettings & { heartbeats?: string[] | undefined };

/** A drop-in for the Opsgenie Alert API, version 2, and the pings of its heartbeats. */
export const opsgenieApi: SourceType<OpsgenieSettings> = {
  type: 'opsgenie-api',
  title: 'Opsgenie Alert API',
  description: 'Anything that can create Opsgenie alerts: change the host, and use this source’s key as the API key.',
  endpoints: [
    { method: 'POST', path: '/v2/alerts', description: 'Create an alert; the key is in Authorization: GenieKey.' },
    { method: 'POST', path: '/v2/heartbeats/{name}/ping', description: 'Ping a heartbeat that the settings name.' },
    { method: 'POST', path: '/in/{key}/v2/alerts', description: 'The same as the first, with the key in the path.' },
    ...implied('/v2/alerts', 'A list, or with /count a number.', ['GET']),
    ...implied('/v2/alerts/{id}', 'One alert; DELETE closes it.', ['GET', 'DELETE']),
    ...implied('/v2/alerts/requests/{id}', 'What became of a request.', ['GET']),
    ...implied('/v2/alerts/{id}/{verb}', 'close, acknowledge, notes, tags and the others.', ['POST', 'PUT', 'DELETE']),
    ...implied('/v2/heartbeats/{name}/ping', 'The same by other methods.', ['GET', 'PUT', 'PATCH']),
  ],
  readsHeaders: [],
  settings: {
    schema: commonSettings.extend({ heartbeats: z.array(z.string().trim().min(1).max(120)).max(200).optional() }),
    fields: [
      ...commonFields,
      {
        key: 'heartbeats',
        label: 'Heartbeats',
        kind: 'text-list',
        help: 'Slugs or names of the heartbeat sources that may be pinged with the key of this one.',
      },
    ],
  },
  setup: opsgenieSetup,
  keyFrom: ({ headers }) => /^GenieKey\s{1,5}(\S{1,200})$/i.exec((headers.authorization ?? '').trim())?.[1] ?? null,
  parse: parseOpsgenie,
  reply: opsgenieReply,
};

const paths = /^\/v2\/alerts(?:\/([^/]{1,1000})(?:\/([A-Za-z0-9-]{1,60}))?)?\/?$/;

/** Whether a path is one of the Alert API, below the key of any source. */
export const isOpsgeniePath = (path: string): boolean => paths.test(path);

/** The parts of a path of the Alert API: whose alert it is about, and what is done. Null for any other. */
export function readOpsgeniePath(path: string): { id: string | null; verb: string } | null {
  const found = paths.exec(path);
  return found && { id: found[1] === undefined ? null : decoded(found[1]), verb: found[2] ?? '' };
}

/** The signals of one call; a call that only asks gives none. */
export function parseOpsgenie(request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  const { id, verb } = readOpsgeniePath(request.path) ?? { id: null, verb: '' };
  const isDelete = request.method === 'DELETE';
  if (request.method === 'GET' || request.method === 'HEAD') return { kind: 'signals', signals: [], odd, errors: [] };
  const json = readJson(request);
  const body: JsonObject = 'value' in json ? (asObject(json.value) ?? {}) : {};
  if (id !== null) {
    const action = isDelete && verb === '' ? 'close' : verb;
    return { kind: 'signals', signals: changedAlert(id, action, body, settings, request, odd), odd, errors: [] };
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
