// What queues and buses of clouds put around an event.
import { noteOdd, type OddPart } from '../../../../../domain/detect/odd-part.ts';
import { asObject, asText, field, type JsonObject } from '../../reading/json-value.ts';
import { parseJson } from '../../reading/read-body.ts';
import type { SourceRequest } from '../../source.ts';

/** Takes off every envelope, at most four of them, and gives the values that were inside. */
export function opened(value: unknown, part: string, odd: OddPart[]): unknown[] {
  let inside = [value];
  for (let depth = 0; depth < 4; depth++) {
    const next = inside.flatMap((one) => openedOnce(one, part, odd));
    if (next.length === inside.length && next.every((one, at) => one === inside[at])) return next;
    inside = next;
  }
  return inside;
}

function openedOnce(value: unknown, part: string, odd: OddPart[]): unknown[] {
  if (typeof value === 'string') {
    const json = /^\s{0,10}[{["]/.test(value) ? parseJson(value) : null;
    return json !== null && 'value' in json && json.value !== value ? [json.value] : [value];
  }
  if (Array.isArray(value)) return value.length <= 5_000 ? value : [value];
  const item = asObject(value);
  if (item === null) return [value];
  const pushed = openPubSub(item);
  if (pushed !== item) return [pushed];
  const told = openSns(item, part, odd);
  if (told !== item) return [told];
  const records = field(item, 'Records');
  if (Array.isArray(records) && records.some((record) => asObject(field(asObject(record) ?? {}, 'Sns')) !== null)) {
    return records.slice(0, 100).map((record) => {
      const sns = asObject(field(asObject(record) ?? {}, 'Sns'));
      return sns === null ? record : { TopicArn: 'arn', ...sns };
    });
  }
  return [openCloudEvent(item)];
}

/** What a database or a shipper of logs carries: the row, or the records of a batch; null for all else. */
export function carriedEvents(item: JsonObject): JsonObject[] | null {
  const row = openRow(item);
  return row === null ? (telemetryLogs(item) ?? streamedLines(item)) : [row];
}

/** A row of a table that was inserted or updated, as databases and their logs tell it; what it was before says nothing of now. */
function openRow(item: JsonObject): JsonObject | null {
  const event = asObject(field(item, 'event')) ?? item;
  if (/^(?:INSERT|UPDATE)$/.test(asText(field(item, 'type'))) && field(item, 'table') !== undefined)
    return asObject(field(item, 'record'));
  if (/^(?:INSERT|UPDATE)$/.test(asText(field(event, 'op'))))
    return asObject(field(asObject(field(event, 'data')) ?? {}, 'new'));
  const change = asObject(field(item, 'payload')) ?? item;
  return /^[cru]$/.test(asText(field(change, 'op'))) && field(change, 'before') !== undefined
    ? asObject(field(change, 'after'))
    : null;
}

const listAt = (item: unknown, name: string): unknown[] => {
  const list = field(asObject(item) ?? {}, name);
  return Array.isArray(list) ? list.slice(0, mostLogs + 1) : [];
};
/** All of them are read in one turn: a longer batch is read as one. */
const mostLogs = 100;

/** The records of a batch of logs in OpenTelemetry's form, each with what they have in common. */
function telemetryLogs(item: JsonObject): JsonObject[] | null {
  if (!Array.isArray(field(item, 'resourceLogs'))) return null;
  const logs = listAt(item, 'resourceLogs').flatMap((of) =>
    listAt(of, 'scopeLogs').flatMap((scope) =>
      listAt(scope, 'logRecords').map((record) => ({
        message: field(asObject(field(asObject(record) ?? {}, 'body')) ?? {}, 'stringValue'),
        level: field(asObject(record) ?? {}, 'severityText'),
        labels: [...listAt(field(asObject(of) ?? {}, 'resource'), 'attributes'), ...listAt(record, 'attributes')],
      })),
    ),
  );
  return logs.length === 0 || logs.length > mostLogs ? null : logs;
}

/** The lines of a push of streams, each with the labels of its stream. */
function streamedLines(item: JsonObject): JsonObject[] | null {
  const lines = listAt(item, 'streams').flatMap((stream) =>
    listAt(stream, 'values').flatMap((pair) =>
      Array.isArray(pair) && typeof pair[1] === 'string'
        ? [{ message: pair[1], ...asObject(field(asObject(stream) ?? {}, 'stream')) }]
        : [],
    ),
  );
  return lines.length === 0 || lines.length > mostLogs ? null : lines;
}

/** What Google Cloud Pub/Sub pushes: the message is base64, mostly of JSON. */
function openPubSub(item: JsonObject): unknown {
  const message = asObject(field(item, 'message'));
  if (message === null || asText(field(item, 'subscription')) === '') return item;
  const text = Buffer.from(asText(field(message, 'data')), 'base64').toString('utf8');
  const json = parseJson(text);
  if ('value' in json && typeof json.value === 'object' && json.value !== null) return json.value;
  const attributes = asObject(field(message, 'attributes')) ?? {};
  return text.trim() === '' ? { ...attributes } : { message: text, ...attributes };
}

/**
 * Opens the envelope of Amazon SNS. A request to confirm a subscription is no alert: it becomes a change whose link an
 * administrator opens. Nothing is ever fetched from here. The subject is kept as title where the message has none.
 */
function openSns(item: JsonObject, part: string, odd: OddPart[]): unknown {
  if (field(item, 'TopicArn') === undefined) return item;
  const type = field(item, 'Type');
  const message = asText(field(item, 'Message'));
  if (type === 'SubscriptionConfirmation' || type === 'UnsubscribeConfirmation') {
    noteOdd(odd, part, 'Amazon SNS asks for a confirmation: open the link of this signal if you expect it.');
    const topic = field(item, 'TopicArn');
    return { title: message, state: 'change', link: field(item, 'SubscribeURL'), labels: { topic }, dedup_key: topic };
  }
  if (type !== 'Notification' && message === '') return item;
  const subject = asText(field(item, 'Subject')).trim();
  const json = /^\s{0,10}[[{"]/.test(message) ? parseJson(message) : null;
  const value = json !== null && 'value' in json ? json.value : undefined;
  const alarm = asObject(value);
  if (alarm !== null) return subject === '' || hasTitle(alarm) ? alarm : { ...alarm, title: subject };
  if (Array.isArray(value)) return value;
  const topic = asText(field(item, 'TopicArn'));
  return { title: subject || message, description: message, ...(topic !== '' && { topic }) };
}

/** A message that recognisers know or that names itself needs no subject. */
const hasTitle = (item: JsonObject) =>
  [
    'title',
    'AlarmName',
    'subject',
    'detail-type',
    'alerts',
    'labels',
    'attachments',
    'embeds',
    '@type',
    'event',
    'incident',
    'alert',
    'TopicArn',
    'data',
    'heartbeat',
  ].some((name) => field(item, name) !== undefined);

/** A CloudEvent in structured mode: what happened is its type, what it is about its subject. */
function openCloudEvent(item: JsonObject): JsonObject {
  if (typeof field(item, 'specversion') !== 'string' || typeof field(item, 'type') !== 'string') return item;
  const encoded = asText(field(item, 'data_base64'));
  const json = encoded === '' ? null : parseJson(Buffer.from(encoded, 'base64').toString('utf8'));
  const data = json !== null && 'value' in json ? json.value : field(item, 'data');
  return ofCloudEvent(item, typeof data === 'string' ? (jsonOf(data) ?? { message: data }) : data);
}

function jsonOf(text: string): JsonObject | null {
  const json = parseJson(text);
  return 'value' in json ? asObject(json.value) : null;
}

/** Those of a CloudEvent in binary mode. */
export const cloudEventHeaders = ['ce-specversion', 'ce-type', 'ce-source', 'ce-subject', 'ce-time'];

/** Headers `ce-type` and the like of a CloudEvent in binary mode, as an event around the body. */
export function openCloudEventHeaders(value: unknown, headers: SourceRequest['headers']): unknown {
  if (headers['ce-specversion'] === undefined || headers['ce-type'] === undefined) return value;
  const attributes = Object.fromEntries(
    ['type', 'source', 'subject', 'time'].map((name) => [name, headers[`ce-${name}`]]),
  );
  return ofCloudEvent(attributes, value);
}

function ofCloudEvent(attributes: JsonObject, data: unknown): JsonObject {
  const inner = asObject(data) ?? (data === undefined || data === null ? {} : { message: data });
  return {
    event_type: field(attributes, 'type'),
    resource: field(attributes, 'subject'),
    event_source: field(attributes, 'source'),
    time: field(attributes, 'time'),
    ...inner,
  };
}
