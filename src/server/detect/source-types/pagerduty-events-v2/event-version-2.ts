import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { SignalAction, SignalImage, SignalLink } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import type { CommonSettings } from '../settings.ts';
import type { ParseResult, SourceRequest } from '../source.ts';
import { readDetails } from './details.ts';

/** One alert event. Only an acknowledge or resolve that names no alert is refused: nothing could be done with it. */
export function parseVersion2(event: JsonObject, request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  const payload = asObject(field(event, 'payload')) ?? {};
  const givenKey = anyText(field(event, 'dedup_key'), 4_096).trim();
  const action = readAction(field(event, 'event_action'), odd);
  if (givenKey === '' && action !== 'trigger') return missingKey('dedup_key');

  const source = asText(field(payload, 'source'));
  if (action === 'trigger') {
    for (const name of ['summary', 'source', 'severity']) {
      if (asText(field(payload, name)).trim() === '') noteOdd(odd, `payload.${name}`, 'It is missing or blank.');
    }
  }
  const client = asText(field(event, 'client'));
  const details = readDetails(field(payload, 'custom_details'));
  const signal = finishSignal(
    {
      action,
      dedupKey: givenKey || request.assignedKey,
      title: firstText(field(payload, 'summary'), details.text, source, client, givenKey) || 'PagerDuty event',
      description: details.text,
      severity: readSeverity(field(payload, 'severity'), settings.severityMap) ?? settings.defaultSeverity ?? null,
      labels: [
        ['source', source],
        ['severity', field(payload, 'severity')],
        ['component', field(payload, 'component')],
        ['group', field(payload, 'group')],
        ['class', field(payload, 'class')],
        ['client', client],
        ...details.labels,
      ],
      links: [...readLinks(field(event, 'links')), { href: asText(field(event, 'client_url')), text: client }],
      images: readImages(field(event, 'images')),
      occurredAt: readMoment(field(payload, 'timestamp')),
    },
    request.receivedAt,
    '',
    odd,
  );
  return { kind: 'signals', signals: [signal], odd, errors: [] };
}

/** One change event: kept and shown beside alerts, never one itself. */
export function parseChange(event: JsonObject, request: SourceRequest): ParseResult {
  const odd: OddPart[] = [];
  const payload = asObject(field(event, 'payload')) ?? {};
  const details = readDetails(field(payload, 'custom_details'));
  const source = asText(field(payload, 'source'));
  const signal = finishSignal(
    {
      action: 'change',
      dedupKey: request.assignedKey,
      title: firstText(field(payload, 'summary'), source) || 'Change',
      description: details.text,
      severity: null,
      labels: [['source', source], ...details.labels],
      links: readLinks(field(event, 'links')),
      images: readImages(field(event, 'images')),
      occurredAt: readMoment(field(payload, 'timestamp')),
    },
    request.receivedAt,
    '',
    odd,
  );
  return { kind: 'signals', signals: [signal], odd, errors: [] };
}

/** Refuses an event that says to close something without saying what. */
export function missingKey(name: string): ParseResult {
  const detail = `'${name}' is missing or blank`;
  return { kind: 'rejected', status: 400, code: 'invalid_event', detail, errors: [detail] };
}

function readAction(value: unknown, odd: OddPart[]): SignalAction {
  const action = asText(value).trim().toLowerCase();
  if (action === 'trigger' || action === 'acknowledge' || action === 'resolve') return action;
  noteOdd(odd, 'event_action', 'It is none of trigger, acknowledge and resolve and was read as trigger.');
  return 'trigger';
}

function readLinks(value: unknown): SignalLink[] {
  return objectsOf(value).map((link) => ({ href: asText(field(link, 'href')), text: asText(field(link, 'text')) }));
}

function readImages(value: unknown): SignalImage[] {
  return objectsOf(value).map((image) => ({
    src: asText(field(image, 'src')),
    href: asText(field(image, 'href')) || null,
    alt: asText(field(image, 'alt')),
  }));
}

function objectsOf(value: unknown): JsonObject[] {
  const items: unknown[] = Array.isArray(value) ? value.slice(0, 100) : [];
  return items.map(asObject).filter((item) => item !== null);
}
