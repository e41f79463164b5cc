// An alert as Prometheus, Alertmanager and Grafana write it: labels that identify it, annotations that explain it.
import { finishSignal } from '../../../../domain/detect/finish-signal.ts';
import { readMoment } from '../../../../domain/detect/moment.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { readSeverity, type SeverityMap } from '../../../../domain/detect/severity-words.ts';
import type { Signal, SignalImage, SignalLink } from '../../../../domain/detect/signal.ts';
import { type ReadSeverity, severityOf } from '../generic/action/severity-field.ts';
import { placesOf } from '../generic/key/identity.ts';
import { leavesOf } from '../generic/leaves.ts';
import { withPlace } from '../generic/title/place.ts';
import type { CommonSettings } from '../settings.ts';
import { anyText, asText, field, firstText, type JsonObject } from './json-value.ts';

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
  const told = toldSeverity(labels, annotations, settings.severityMap);
  if (told.unknown !== '') {
    noteOdd(odd, part, `The severity ${told.unknown} is not known: say in the settings what it means.`);
  }
  return finishSignal(
    {
      action: from.action,
      dedupKey: from.dedupKey,
      title: alertTitle(labels, annotations, text),
      description: lines.join('\n'),
      severity: told.severity ?? settings.defaultSeverity ?? null,
      labels: [
        ...Object.entries(labels),
        ...from.extraLabels,
        ...(told.unknown === '' ? [] : [['unknown_severity', told.unknown] as [string, unknown]]),
      ],
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

/** The labels' own severity, else what any of them or the annotations say. */
function toldSeverity(labels: JsonObject, annotations: JsonObject, map: SeverityMap | undefined): ReadSeverity {
  const usual = field(labels, 'severity');
  const severity = typeof usual === 'string' && !/^[\s\d]*$/.test(usual) ? readSeverity(usual, map) : null;
  if (severity !== null) return { severity, unknown: '' };
  return severityOf([...leavesOf({ labels }), ...leavesOf({ severity: field(annotations, 'severity') })], map);
}

/** What runs in Kubernetes: its name says more than the address of whatever measured it. */
const workloads = ['pod', 'deployment', 'statefulset', 'daemonset', 'cronjob', 'job_name', 'persistentvolumeclaim'];
const hosts = ['node', 'nodename', 'host', 'hostname', 'instance', 'server', 'target'];
/** Of a rule with words of its own these are no places: they stand beside the title, or say what was measured. */
const beside = /^(?:service|app|application|job|name|check|monitor|test|image|system|alertname|rule)$/;

/** What is wrong, by the rule's own words or its name, and where, unless the words say so. */
function alertTitle(labels: JsonObject, annotations: JsonObject, text: string): string {
  const summary = firstText(field(annotations, 'summary'), field(annotations, 'title'));
  const title = summary || nameOfRule(labels, text);
  const workload = firstText(
    ...workloads
      .filter((name) => name !== 'job_name' || field(labels, 'namespace') !== undefined)
      .map((name) => field(labels, name)),
  );
  if (workload !== '') {
    const namespace = asText(field(labels, 'namespace'));
    const isSaid = namespace === '' || title.includes(namespace);
    return title.includes(workload) ? title : `${title} (${isSaid ? '' : `${namespace}/`}${workload})`;
  }
  const host = firstText(...hosts.map((name) => field(labels, name))).replace(/^https?:\/\/|\/$/g, '');
  if (host !== '' && host.length <= 120) {
    const isSaid = title.includes(host) || title.includes(host.replace(/:\d+$/, ''));
    if (isSaid) return title;
    return /[.!?)]$/.test(title) ? `${title} (${host})` : `${title} on ${host}`;
  }
  const places = placesOf(leavesOf({ labels }));
  if (summary === '') return withPlace(title, places, false);
  return withPlace(
    title,
    places.filter(({ word }) => !beside.test(word)),
    false,
    true,
  );
}

function nameOfRule(labels: JsonObject, text: string): string {
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
