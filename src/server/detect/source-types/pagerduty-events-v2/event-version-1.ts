import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { SignalAction, SignalImage, SignalLink } from '../../../../domain/detect/signal.ts';
import { anyText, asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import type { CommonSettings } from '../settings.ts';
import type { ParseResult, SourceRequest } from '../source.ts';
import { readDetails } from './details.ts';
import { missingKey } from './event-version-2.ts';

/** One event of Events API v1: flat, without a severity of its own. */
export function parseVersion1(event: JsonObject, request: SourceRequest, settings: CommonSettings): ParseResult {
  const odd: OddPart[] = [];
  const givenKey = anyText(field(event, 'incident_key'), 4_096).trim();
  const action = readAction(field(event, 'event_type'), odd);
  if (givenKey === '' && action !== 'trigger') return missingKey('incident_key');
  const details = readDetails(field(event, 'details'));
  const given = asObject(field(event, 'details')) ?? {};
  const client = asText(field(event, 'client'));
  const { links, images } = readContexts(field(event, 'contexts'));
  const signal = finishSignal(
    {
      action,
      dedupKey: givenKey || request.assignedKey,
      title: firstText(field(event, 'description'), details.text, client, givenKey) || 'PagerDuty event',
      description: details.text,
      severity:
        readSeverity(field(given, 'severity'), settings.severityMap) ??
        readSeverity(field(given, 'priority'), settings.severityMap) ??
        settings.defaultSeverity ??
        null,
      labels: [['client', client], ...details.labels],
      links: [...links, { href: asText(field(event, 'client_url')), text: client }],
      images,
    },
    request.receivedAt,
    '',
    odd,
  );
  return { kind: 'signals', signals: [signal], odd, errors: [] };
}

function readAction(value: unknown, odd: OddPart[]): SignalAction {
  const action = asText(value).trim().toLowerCase();
  if (action === 'trigger' || action === 'acknowledge' || action === 'resolve') return action;
  noteOdd(odd, 'event_type', 'It is none of trigger, acknowledge and resolve and was read as trigger.');
  return 'trigger';
}

function readContexts(value: unknown): { links: SignalLink[]; images: SignalImage[] } {
  const links: SignalLink[] = [];
  const images: SignalImage[] = [];
  for (const context of (Array.isArray(value) ? value : []).slice(0, 100)) {
    const object = asObject(context) ?? {};
    const href = asText(field(object, 'href'));
    const src = asText(field(object, 'src'));
    if (src === '') links.push({ href, text: asText(field(object, 'text')) });
    else images.push({ src, href: href || null, alt: asText(field(object, 'alt')) });
  }
  return { links, images };
}
