/**
 * Applies the rules of a source to the signals of one request. A rule that fails never costs a signal: the signal goes on
 * as if the rule did not stand there, and the request is marked with the reason.
 */
import type { MappingCondition, MappingRule } from '../../../contract/detect/mapping.ts';
import { conditionHolds } from '../../../domain/detect/condition.ts';
import { finishSignal } from '../../../domain/detect/finish-signal.ts';
import { jsonText } from '../../../domain/detect/json-text.ts';
import { noteOdd, type OddPart } from '../../../domain/detect/odd-part.ts';
import { readSeverity } from '../../../domain/detect/severity-words.ts';
import type { Signal, SignalAction } from '../../../domain/detect/signal.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { valueAt } from '../source-types/generic/paths.ts';
import type { CommonSettings } from '../source-types/settings.ts';
import type { SourceRequest } from '../source-types/source.ts';
import { type BodyValues, bodyValues, maxMappedBody } from './body-values.ts';
import { faultText, type Mapping, type Step } from './mapping.ts';
import { render } from './templates.ts';

export type MappedSignal = {
  before: Signal;
  /** Null: dropped. */
  after: Signal | null;
  /** The numbers of the rules that did something. */
  hits: number[];
};

/** For all signals of a request, in ms of the thread; nothing honest comes near it. */
const longestMs = 250;

/** @param odd takes what is to be told about the request */
export function mapSignals(
  mapping: Mapping,
  { request, settings }: { request: SourceRequest; settings: CommonSettings },
  signals: readonly Signal[],
  odd: OddPart[],
): MappedSignal[] {
  const lastMoment = performance.now() + longestMs;
  const steps = mapping.steps();
  let read: BodyValues | null | undefined;
  const values = () => {
    read ??= bodyValues(request, settings);
    if (read === null) throw new Error(`The body is longer than ${maxMappedBody / 1024} KiB, so rules cannot read it.`);
    return read;
  };
  return signals.map((before, place) => {
    const part = signals.length === 1 ? '' : `[${place}]`;
    const draft: Draft = { ...before, labels: { ...before.labels }, links: [...before.links] };
    const subject: Subject = {
      draft,
      get body() {
        return values().body;
      },
      get item() {
        return values().itemOf(place, signals.length);
      },
    };
    const hits: number[] = [];
    for (const step of steps) {
      const { rule, number } = step;
      try {
        if (performance.now() > lastMoment) throw new Error('The rules before it took too long.');
        if (!rule.when.all.every((condition) => holds(condition, subject))) continue;
        if (step.does === 'drop') return { before, after: null, hits: [...hits, number] };
        const told = take(step, mapping, subject);
        if (told === 'nothing') continue;
        if (told !== 'done') noteOdd(odd, part, `Rule ${number} of the mapping: ${told}`);
        else hits.push(number);
      } catch (error) {
        noteOdd(odd, part, `Rule ${number} of the mapping failed and was left out: ${faultText(error)}`);
      }
    }
    return { before, after: hits.length === 0 ? before : finished(draft, before, request.receivedAt, part, odd), hits };
  });
}

type Draft = Signal;
type Subject = { draft: Draft; readonly body: unknown; readonly item: unknown };

/** Whether it did something: a sentence where somebody should hear about it. Throws where the rule cannot be applied. */
function take(step: Step, mapping: Mapping, subject: Subject): string {
  const { draft } = subject;
  switch (step.does) {
    case 'set':
      return set(draft, step.rule as Extract<MappingRule, { do: 'set' }>, render(step.template, seen(subject)));
    case 'extract': {
      const found = step.pattern(textOf(sourceOf(step.rule as Extract<MappingRule, { do: 'extract' }>, subject)));
      if (found === null) return 'nothing';
      Object.assign(draft.labels, found);
      return 'done';
    }
    case 'look-up': {
      const { table: slug } = step.rule as Extract<MappingRule, { do: 'look-up' }>;
      const key = render(step.key, seen(subject));
      if (key === '') return 'nothing';
      const table = mapping.table(slug);
      if (!table) throw new Error(`There is no lookup table “${slug}”.`);
      const found = table.labelsOf(key);
      if (found === null) return `The lookup table “${slug}” has no row for “${key.slice(0, 200)}”.`;
      Object.assign(draft.labels, found);
      return 'done';
    }
    case 'nothing':
      throw new Error(step.reason);
    default:
      return 'nothing';
  }
}

/** What templates can name. The body is only read where one asks for it. */
function seen(subject: Subject) {
  const { draft } = subject;
  return {
    title: draft.title,
    description: draft.description,
    severity: draft.severity === null ? '' : severityLabel(draft.severity),
    status: statusOf[draft.action],
    dedup_key: draft.dedupKey,
    group_key: draft.groupKey ?? '',
    labels: draft.labels,
    get body() {
      return subject.body;
    },
    get item() {
      return subject.item;
    },
  };
}

const statusOf: Record<SignalAction, string> = {
  trigger: 'triggered',
  acknowledge: 'acknowledged',
  unacknowledge: 'unacknowledged',
  resolve: 'resolved',
  update: 'updated',
  change: 'change',
};

/** What a rule can make of a signal; what changes an open alert otherwise stays what it is. */
const actionOf = new Map<string, SignalAction>([
  ['triggered', 'trigger'],
  ['acknowledged', 'acknowledge'],
  ['resolved', 'resolve'],
  ['change', 'change'],
]);

function set(
  draft: Draft,
  { field, name = '' }: Extract<MappingRule, { do: 'set' }>,
  value: string,
): 'done' | 'nothing' {
  // A value that is not in this body changes nothing.
  if (value === '') return 'nothing';
  switch (field) {
    case 'severity': {
      const severity = readSeverity(value);
      if (severity === null)
        throw new Error(
          `“${value.slice(0, 100)}” is no severity: write SEV1 to SEV5, or a usual word such as critical.`,
        );
      draft.severity = severity;
      break;
    }
    case 'status': {
      const action = actionOf.get(value.toLowerCase());
      if (!action)
        throw new Error(`“${value.slice(0, 100)}” is no status: write triggered, acknowledged, resolved or change.`);
      if (draft.action === 'update') return 'nothing';
      draft.action = action;
      break;
    }
    case 'label':
      draft.labels[name] = value;
      break;
    case 'link':
      if (!/^https?:\/\/[^/\s]/i.test(value)) throw new Error(`“${value.slice(0, 100)}” is no http or https address.`);
      // First, so that a sender with many links does not push it out.
      draft.links.unshift({ href: value, text: name });
      break;
    default:
      draft[field] = value;
  }
  return 'done';
}

function sourceOf({ from, name = '' }: Extract<MappingRule, { do: 'extract' }>, subject: Subject): unknown {
  const { draft } = subject;
  if (from === 'label') return Object.hasOwn(draft.labels, name) ? draft.labels[name] : '';
  return from === 'body' ? bodyAt(name, subject) : draft[from];
}

function holds(condition: MappingCondition, subject: Subject): boolean {
  const { operator, value, field } = condition;
  const isSeverity = field === 'severity';
  const text = textOf(conditionSource(condition, subject));
  // Conditions are those of routes, over one value more.
  const test = { ...(isSeverity ? { field: 'severity' as const } : { label: 'value' }), operator, value };
  const { draft } = subject;
  return conditionHolds(test, {
    title: '',
    severity: draft.severity,
    source: '',
    service: null,
    labels: { value: text },
  });
}

function conditionSource({ label, field, body }: MappingCondition, subject: Subject): unknown {
  const { draft } = subject;
  if (label !== undefined) return Object.hasOwn(draft.labels, label) ? draft.labels[label] : '';
  if (body !== undefined) return bodyAt(body, subject);
  return field === 'status' ? statusOf[draft.action] : draft[field!];
}

/** In the entry that the signal was read from, else in the whole body. */
const bodyAt = (path: string, { item, body }: Subject): unknown => valueAt(item, path) ?? valueAt(body, path);

const longestTested = 5_000;

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'object' ? jsonText(value, longestTested) : String(value)).slice(0, longestTested);
}

/** Cleaned and cut like everything that a sender says; an answer to an alert needs no title of its own. */
function finished(draft: Draft, before: Signal, receivedAt: number, part: string, odd: OddPart[]): Signal {
  const { update } = before;
  const signal = finishSignal({ ...draft, labels: Object.entries(draft.labels) }, receivedAt, part, odd);
  const title = draft.title === '' && draft.action !== 'trigger' ? '' : signal.title;
  // Its time was clamped when it was read, against the same moment.
  return { ...signal, title, occurredAt: before.occurredAt, ...(update && { update }) };
}
