/** What templates of a request can use, and how its values are escaped where they are written. */
import type { Liquid } from 'liquidjs';
import { severityLabel } from '../../../../domain/severity.ts';
import { cleanText, singleLine } from '../../../../domain/text.ts';
import { createEngine, longestValue } from '../../../platform/liquid.ts';
import type { Message } from '../message.ts';
import { smsText } from '../sms/sms-text.ts';
import { thoseWithin } from '../within-bytes.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';

/** What the set-up shows. */
export const variableHelp = [
  '{{ recipient }}              who it is for',
  '{{ name }}                   the name of that person',
  '{{ kind }}                   page, acknowledged, resolved,',
  '                             verify, platform or plain',
  '{{ subject }}                one line',
  '{{ text }}                   everything below it',
  '{{ sms }}                    both in short, with how to answer',
  '{{ link }}                   where to acknowledge or look',
  '{{ code }}                   of a verification',
  '{{ reply_code }}             such as 3, for replies',
  '{{ token }}                  for buttons',
  '{{ id }}                     the same for a repeat',
  '{{ secret }}                 the secret from this form',
  '{{ links.details }}          of pages, like what follows',
  '{{ page.title }}             also id, service, severity, urgency,',
  '                             alerts, summary, step, next, also_notified,',
  '                             about_service, by, opened_at',
  '{{ page.labels.region }}     a label by its name',
  '{{ page.labels | json }}     as JSON',
  '{{ page.references | json }} runbooks and dashboards',
  '{{ text | url_encode }}      for a URL in a text',
  '{{ secret | base64_encode }} for a header',
].join('\n');

export const exampleBody = '{"to": "{{ recipient }}", "message": "{{ sms }}", "reference": "{{ id }}"}';

export type Form = 'json' | 'form' | 'text' | 'url' | 'header';

const textOf = (value: unknown) => cleanText(value === null || value === undefined ? '' : String(value), longestValue);
const escapes: Record<Form, (value: unknown) => string> = {
  json: (value) => JSON.stringify(textOf(value)).slice(1, -1),
  form: (value) => encodeURIComponent(textOf(value)),
  url: (value) => encodeURIComponent(textOf(value)),
  text: textOf,
  header: (value) => inAscii(singleLine(textOf(value), longestValue)),
};

/** Headers have no other letters. */
const inAscii = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, '?');

const short = (value: unknown) => String(value ?? '').slice(0, longestValue);
const filters = {
  json: { raw: true, handler: (value: unknown) => JSON.stringify(value ?? null) },
  url_encode: { raw: true, handler: (value: unknown) => encodeURIComponent(textOf(value)) },
  base64_encode: (value: unknown) => Buffer.from(short(value)).toString('base64'),
};

const engines = new Map<Form, Liquid>();

/** @throws Error with a sentence about the template */
export function fill(template: string, form: Form, values: Record<string, unknown>): string {
  let engine = engines.get(form);
  if (!engine) {
    engine = createEngine(escapes[form], filters);
    engines.set(form, engine);
  }
  return String(engine.parseAndRenderSync(template, values));
}

/** What is wrong with a template, in a sentence; null when nothing is. */
export function faultOf(template: string): string | null {
  try {
    createEngine(escapes.text, filters).parse(template);
    return null;
  } catch (error) {
    return singleLine(error instanceof Error ? error.message : String(error), 200);
  }
}

/** JSON may double them, and what a filter gives is bounded. */
const mostTextBytes = 2_400;

/** @param canReply a reply with a code comes back to us */
export function valuesOf(message: Message, recipient: string, canReply: boolean): Record<string, unknown> {
  const replyCode = message.kind === 'page' && canReply ? message.replyCode : null;
  return {
    recipient,
    name: singleLine(message.recipientName, 100),
    kind: message.kind,
    id: message.idempotencyKey,
    at: message.at,
    subject: singleLine(subjectOf(message), 250),
    text: bodyOf(message, mostTextBytes),
    sms: smsText(message, { canReply, link: !canReply }),
    link: linkOf(message) ?? '',
    code: message.kind === 'verify' ? singleLine(message.code, 20) : '',
    token: message.kind === 'page' ? message.token : '',
    reply_code: replyCode === null ? '' : String(replyCode),
    links: 'links' in message ? { ...message.links } : {},
    page: 'page' in message ? pageValues(message) : null,
  };
}

function pageValues(message: Extract<Message, { page: unknown }>) {
  const { page } = message;
  const labels = thoseWithin(page.labels, mostTextBytes).map(({ name, value }) => [name, singleLine(value, 300)]);
  return {
    id: page.id,
    title: singleLine(page.title, 500),
    service: singleLine(page.serviceName ?? '', 100),
    severity: severityLabel(page.severity),
    urgency: page.urgency,
    is_test: page.isTest,
    alerts: page.alertCount,
    summary: cleanText(page.summary.join('\n'), 1_200),
    step: singleLine(page.stepText, 200),
    next: page.next ? singleLine(page.next.who, 200) : '',
    also_notified: page.alsoNotified.map((name) => singleLine(name, 100)).join(', '),
    about_service: singleLine(page.serviceDescription, 300),
    by: message.kind === 'page' ? '' : singleLine(message.byName ?? '', 100),
    opened_at: page.openedAt,
    labels: Object.fromEntries(labels),
    references: thoseWithin(
      referencesOf(page).map(({ label, link }) => ({ text: label, href: link })),
      mostTextBytes,
    ),
  };
}
