// An alert as Prometheus, Alertmanager and Grafana write it: labels that identify it, annotations that explain it.
import { createHash } from 'node:crypto';
import { finishSignal } from '../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../domain/detect/moment.ts';
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../domain/detect/severity.ts';
import type { Signal, SignalImage, SignalLink } from '../../../domain/detect/signal.ts';
import { anyText, asText, field, firstText, type JsonObject } from './json-value.ts';
import type { CommonSettings } from './settings.ts';

export type LabelledAlert = {
  action: 'trigger' | 'resolve' | 'change';
  dedupKey: string;
  labels: JsonObject;
  annotations: JsonObject;
  /** The alert's own object, for its times and addresses. */
  alert: JsonObject;
  groupKey: string | null;
  expiresAt: number | null;
  links: SignalLink[];
  images: SignalImage[];
  /** Labels about the delivery rather than the condition; they give way to the alert's own. */
  extraLabels: [string, unknown][];
};

const titleNames = ['summary', 'title'];
const textNames = ['description', 'message'];

/** The signal of one labelled alert. */
export function labelledSignal(
  from: LabelledAlert,
  settings: CommonSettings,
  receivedAt: number,
  part: string,
  odd: OddPart[],
): Signal {
  const { labels, annotations } = from;
  const links: SignalLink[] = [];
  const lines: string[] = [];
  const text = firstText(field(annotations, 'description'), field(annotations, 'message'));
  if (text !== '') lines.push(text);
  for (const [name, value] of Object.entries(annotations)) {
    if (typeof value === 'string' && value.startsWith('http') && /^https?:\/\/\S+$/.test(value)) {
      links.push({ href: value, text: readableName(name) });
    } else if (!titleNames.includes(name) && !(textNames.includes(name) && value === text)) {
      const shown = anyText(value, 4_096);
      if (shown !== '' && !name.startsWith('__')) lines.push(`${name}: ${shown}`);
    }
  }
  const generator = asText(field(from.alert, 'generatorURL'));
  if (generator !== '') links.push({ href: generator, text: 'Query' });
  links.push(...from.links);
  return finishSignal(
    {
      action: from.action,
      dedupKey: from.dedupKey,
      title: alertTitle(labels, annotations, text),
      description: lines.join('\n'),
      severity:
        readSeverity(field(labels, 'severity'), settings.severityMap) ??
        readSeverity(field(labels, 'priority'), settings.severityMap) ??
        readSeverity(field(annotations, 'severity'), settings.severityMap) ??
        settings.defaultSeverity ??
        null,
      labels: [...Object.entries(labels), ...from.extraLabels],
      links,
      images: from.images,
      groupKey: from.groupKey,
      occurredAt: readMoment(field(from.alert, 'startsAt')),
      expiresAt: from.expiresAt,
    },
    receivedAt,
    part,
    odd,
  );
}

/** Whether any label holds a value: an empty label is the same as none (Prometheus data model). */
export function hasLabels(labels: JsonObject): boolean {
  return Object.values(labels).some(isFilled);
}

/**
 * Names the alert by its labels alone, in any order, as `{alertname="A",host="b"}`. Empty labels and `ignored` ones,
 * such as a replica's name, do not count. Different labels never give the same name.
 */
export function identityOfLabels(labels: JsonObject, ignored: readonly string[] = []): string {
  let identity = '';
  for (const name of Object.keys(labels).sort()) {
    const value = labels[name];
    if (!isFilled(value) || ignored.includes(name)) continue;
    const isWord = /^[\w.:-]+$/.test(name);
    identity += `${identity === '' ? '{' : ','}${isWord ? name : JSON.stringify(name)}=${quoted(anyText(value, 4_096))}`;
  }
  if (identity.length <= 1_000) return `${identity || '{'}}`;
  return createHash('sha256').update(identity).digest('hex');
}

function isFilled(value: unknown): boolean {
  return value !== '' && value !== null && value !== undefined;
}

function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? JSON.stringify(text) : `"${text}"`;
}

function alertTitle(labels: JsonObject, annotations: JsonObject, text: string): string {
  const title = firstText(field(annotations, 'summary'), field(annotations, 'title'));
  if (title !== '') return title;
  const name = asText(field(labels, 'alertname'));
  const rule = asText(field(labels, 'rulename'));
  // Grafana replaces the rule's name by these two when the rule could not be evaluated.
  if (name === 'DatasourceNoData' && rule !== '') return `No data: ${rule}`;
  if (name === 'DatasourceError' && rule !== '') return `Data source error: ${rule}`;
  return firstText(name, text) || anyText(labels, 300);
}

function readableName(name: string): string {
  const words = name
    .replace(/_?url$/i, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? 'Link' : words[0]?.toUpperCase() + words.slice(1);
}
