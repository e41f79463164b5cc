import { findField } from '../reading/find-field.ts';
import { asObject } from '../reading/json-value.ts';
import { readJson, readText } from '../reading/read-body.ts';
import { commonFields, commonSettings } from '../settings.ts';
import type { SourceRequest, SourceType } from '../source.ts';
import { parseVersion1 } from './event-version-1.ts';
import { parseChange, parseVersion2 } from './event-version-2.ts';
import { pagerdutyReply, version1Path } from './reply.ts';
import { pagerdutySetup } from './setup.ts';

/** A drop-in for the PagerDuty Events API: v2 alert and change events, and v1, which many senders still speak. */
export const pagerdutyEventsV2: SourceType = {
  type: 'pagerduty-events-v2',
  title: 'PagerDuty Events API',
  description:
    'Anything that can send PagerDuty events: change the host, and use this source’s key as the routing key.',
  endpoints: [
    { method: 'POST', path: '/v2/enqueue', description: 'Events API v2; the key is routing_key in the body.' },
    { method: 'POST', path: '/v2/change/enqueue', description: 'Change events; the key is routing_key in the body.' },
    { method: 'POST', path: version1Path, description: 'Events API v1; the key is service_key in the body.' },
    { method: 'POST', path: '/in/{key}', description: 'Either, with the key in the path.' },
  ],
  readsHeaders: [],
  settings: { schema: commonSettings, fields: commonFields },
  setup: pagerdutySetup,
  keyFrom: (request) => findField(readText(request), 'routing_key') ?? findField(readText(request), 'service_key'),
  parse(request, settings) {
    const json = readJson(request);
    if (!('value' in json)) return json.rejected;
    const event = asObject(json.value);
    if (event === null) {
      const detail = 'The body is not a JSON object.';
      return { kind: 'rejected', status: 400, code: 'invalid_event', detail, errors: [detail] };
    }
    if (isVersion1(request, event)) return parseVersion1(event, request, settings);
    if (request.path.endsWith('/change/enqueue')) return parseChange(event, request);
    return parseVersion2(event, request, settings);
  },
  reply: pagerdutyReply,
};

function isVersion1(request: SourceRequest, event: Record<string, unknown>): boolean {
  if (request.path.endsWith('/create_event.json')) return true;
  return (
    Object.hasOwn(event, 'event_type') && !Object.hasOwn(event, 'event_action') && !request.path.endsWith('/enqueue')
  );
}
