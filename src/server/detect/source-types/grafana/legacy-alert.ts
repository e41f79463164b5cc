import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { Signal, SignalAction } from '../../../../domain/detect/signal.ts';
import { readTitle } from '../generic/title/titles.ts';
import { asObject, asText, field, firstText, type JsonObject } from '../reading/json-value.ts';
import type { CommonSettings } from '../settings.ts';

// Pausing a rule or waiting for its `for` says nothing about the condition: neither pages nor resolves.
const actions = new Map<string, SignalAction>([
  ['alerting', 'trigger'],
  ['no_data', 'trigger'],
  ['ok', 'resolve'],
  ['paused', 'change'],
  ['pending', 'change'],
]);

/** Whether the body is of Grafana before version 9: one rule, no list of alerts. */
export function isLegacyAlert(body: JsonObject): boolean {
  return !Array.isArray(field(body, 'alerts')) && (Object.hasOwn(body, 'ruleId') || Object.hasOwn(body, 'ruleName'));
}

/** The signal of a legacy Grafana alert; the rule, within its organisation, is its key. */
export function legacySignal(body: JsonObject, settings: CommonSettings, receivedAt: number, odd: OddPart[]): Signal {
  const state = asText(field(body, 'state')).toLowerCase();
  const action = actions.get(state);
  if (action === undefined) noteOdd(odd, 'state', 'The state is not known and was read as alerting.');
  const title = asText(field(body, 'title'));
  const ruleName = asText(field(body, 'ruleName'));
  const tags = asObject(field(body, 'tags')) ?? {};
  const matches = field(body, 'evalMatches');
  const measured = (Array.isArray(matches) ? matches : []).slice(0, 50).map((match) => asObject(match) ?? {});
  const lines = measured.map((match) => `${asText(field(match, 'metric'))}: ${asText(field(match, 'value'))}`);
  const ruleId = asText(field(body, 'ruleId'));
  return finishSignal(
    {
      action: action ?? 'trigger',
      dedupKey: ruleId === '' ? ruleName || title : `${asText(field(body, 'orgId')) || '1'}:${ruleId}`,
      title: firstText(ruleName, readTitle(title).subject, title, field(body, 'message')),
      description: [asText(field(body, 'message')), ...lines].join('\n'),
      severity:
        readSeverity(field(tags, 'severity'), settings.severityMap) ??
        readSeverity(field(tags, 'priority'), settings.severityMap) ??
        settings.defaultSeverity ??
        null,
      labels: [
        ...Object.entries(tags),
        ['rule', ruleName],
        ['state', state],
        ...Object.entries(asObject(field(measured[0] ?? {}, 'tags')) ?? {}),
      ],
      links: [{ href: asText(field(body, 'ruleUrl')), text: 'Rule' }],
      images: [{ src: asText(field(body, 'imageUrl')), href: null, alt: '' }],
    },
    receivedAt,
    '',
    odd,
  );
}
