/** The words that channels share. Pure; everything that comes out is clean, but not escaped for any markup. */
import { severityLabel } from '../../../domain/severity.ts';
import { cleanText, joined, singleLine } from '../../../domain/text.ts';
import { momentFor } from '../../../domain/time/moment-for.ts';
import { readUrl } from '../../platform/url.ts';
import type { Message, PageMessage, PageSummary, WithdrawnBecause } from './message.ts';
import { truncateToBytes } from './within-bytes.ts';

/** One line: `[SEV1] Checkout: High error rate (3 alerts)`. */
export function subjectOf(message: Message): string {
  switch (message.kind) {
    case 'page':
      return headline(message.page) + (message.page.mayRepeat ? ' [possible repeat]' : '');
    case 'acknowledged':
      return `Acknowledged${byWhom(message.byName)}: ${headline(message.page)}`;
    case 'resolved':
      return `Resolved${byWhom(message.byName)}: ${headline(message.page)}`;
    case 'withdrawn':
      return `${withdrawn[message.because].what}${byWhom(message.byName)}: ${headline(message.page)}`;
    case 'verify':
      return `${singleLine(message.code, 20)} is your Evenkeel code`;
    case 'platform':
      return `Evenkeel itself: ${singleLine(message.title, 150)}`;
    case 'plain':
      return singleLine(message.subject, 200);
  }
}

/** The text under the subject, one paragraph an entry, without links. */
export function paragraphsOf(message: Message): string[] {
  switch (message.kind) {
    case 'page':
      return pageParagraphs(message);
    case 'acknowledged':
      return message.page.others.count === 0
        ? ['Nobody else is notified about this page now.']
        : ['Nobody else is notified about these pages now.', ...othersOf(message.page)];
    case 'resolved':
      return message.page.others.count === 0
        ? ['Nothing more to do for this page.']
        : ['Nothing more to do for these pages.', ...othersOf(message.page)];
    case 'withdrawn':
      return [withdrawn[message.because].text, ...othersOf(message.page)];
    case 'verify':
      return [
        `Your code is ${singleLine(message.code, 20)}.`,
        'Enter it in Evenkeel to be notified here. If you did not ask for this, ignore it.',
      ];
    case 'platform':
    case 'plain':
      return [cleanText(message.text, 20_000)];
  }
}

const withdrawn: Record<WithdrawnBecause, { what: string; text: string }> = {
  reassigned: { what: 'Reassigned', text: 'Somebody else is notified now.' },
  declined: { what: 'Declined', text: 'The next step is notified.' },
  acknowledged: { what: 'Acknowledged', text: 'Others must acknowledge it too.' },
};

/** Whether it tells that nothing is asked of its reader any more. */
export function isEnd(message: Message): boolean {
  return 'page' in message && message.kind !== 'page';
}

/**
 * Everything under the subject as plain text within `mostBytes` of UTF-8, with labels; for pushes and chats. What is
 * too much is cut out of the longest part, so that a long description does not hide who is asked next.
 */
export function bodyOf(message: Message, mostBytes: number): string {
  const labels = message.kind === 'page' ? labelLines(message.page).slice(0, 12).join('\n') : '';
  const parts = [...paragraphsOf(message), labels].filter(Boolean);
  const whole = () => parts.join('\n\n');
  for (let over = Buffer.byteLength(whole()) - mostBytes; over > 0; over = Buffer.byteLength(whole()) - mostBytes) {
    const sizes = parts.map((part) => Buffer.byteLength(part));
    const longest = sizes.indexOf(Math.max(...sizes));
    const least = mostBytes / (2 * parts.length);
    if (sizes[longest]! <= least) break;
    parts[longest] = truncateToBytes(parts[longest]!, Math.max(least, sizes[longest]! - over));
  }
  return truncateToBytes(whole(), mostBytes);
}

/** Where a press on the message leads: to the acknowledge page, or to what it tells of. */
export function linkOf(message: Message): string | undefined {
  if (message.kind === 'page') return message.links.acknowledge;
  if (message.kind === 'verify') return message.link;
  return 'links' in message ? message.links.details : undefined;
}

/** `bodyOf` with how to answer and where to look under it, which is never cut; for channels without buttons. */
export function bodyWithLinks(message: Message, mostBytes: number): string {
  const ends = [...linkLines(message), ...(replyHintOf(message) ?? [])].join('\n');
  if (ends === '') return bodyOf(message, mostBytes);
  return `${bodyOf(message, Math.max(mostBytes - Buffer.byteLength(ends) - 2, 200))}\n\n${ends}`;
}

/** What the person may write back; null where nobody would read it. */
export function replyHintOf(message: Message): [string] | null {
  if (message.kind !== 'page' || message.replyCode === null) return null;
  const code = message.replyCode;
  return [`Reply ${code}a to acknowledge, ${code}e to escalate or ${code}c to resolve.`];
}

function linkLines(message: Message): string[] {
  const link = linkOf(message);
  const what = message.kind === 'page' ? 'Acknowledge' : message.kind === 'verify' ? 'Enter it' : 'Details';
  const others = message.kind === 'page' ? referencesOf(message.page).slice(0, 5) : [];
  return [
    ...others.filter(({ link: href }) => href.length <= 300).map(({ label, link: href }) => `${label}: ${href}`),
    ...(link ? [`${what}: ${link}`] : []),
  ];
}

/** What a voice says, in a few plain sentences without links and punctuation that is read aloud. */
export function spokenOf(message: Message): string {
  const words = subjectOf(message).replace(/[[\]<>{}|_~#*^=]/g, ' ');
  return singleLine(words.replace(/\bSEV(\d)\b/g, 'severity $1'), 300);
}

/** The longest title that a subject holds; the text below it has the whole. */
const subjectTitle = 120;

function headline(page: PageSummary, longestTitle = subjectTitle): string {
  const service = page.serviceName ? `${singleLine(page.serviceName, 60)}: ` : '';
  const count = page.alertCount > 1 ? ` (${page.alertCount} alerts)` : '';
  const more = page.others.count > 0 ? ` and ${morePages(page.others.count)}` : '';
  return `${leadOf(page)}${service}${singleLine(page.title, longestTitle)}${count}${more}`;
}

/** A test page that no alert asked for has no severity, and says in its title what it is. */
function leadOf(page: PageSummary): string {
  if (isTestOnly(page)) return '';
  return `${page.isTest ? 'Test page: ' : ''}[${severityLabel(page.severity)}] `;
}

const isTestOnly = ({ isTest, alertCount }: PageSummary) => isTest && alertCount === 0;

const morePages = (count: number) => `${count} more ${count === 1 ? 'page' : 'pages'}`;

/** The title of a page in full. */
export function fullHeadline(page: PageSummary): string {
  return headline(page, 1_000);
}

function byWhom(name: string | null): string {
  return name ? ` by ${singleLine(name, 60)}` : '';
}

/** The pages that a message tells of besides, a line each. */
function othersOf({ others: { count, shown } }: PageSummary, lead?: string): string[] {
  if (shown.length === 0) return [];
  const lines = shown.map(({ severity, serviceName, title, ended }) => {
    const service = serviceName ? `${singleLine(serviceName, 60)}: ` : '';
    return `${severityLabel(severity)} ${service}${singleLine(title, 200)}${ended ? ` (${singleLine(ended, 80)})` : ''}`;
  });
  if (count > shown.length) lines.push(`and ${count - shown.length} more`);
  return [[...(lead ? [lead] : []), ...lines].join('\n')];
}

function pageParagraphs({ page, timeZone }: PageMessage): string[] {
  const { count, openCount } = page.others;
  if (openCount !== undefined) {
    const lead = `${openCount} of ${count + 1} pages ${openCount === 1 ? 'is' : 'are'} still open; acknowledging takes ${openCount === 1 ? 'it' : 'all of them'}. Also in this message:`;
    return othersOf(page, lead);
  }
  const paragraphs: string[] = [];
  if (page.mayRepeat) paragraphs.push('Possible repeat: an earlier attempt may already have reached you.');
  const whole = fullHeadline(page);
  if (whole !== headline(page)) paragraphs.push(whole);
  const summary = page.summary.map((line) => singleLine(line, 20_000)).join('\n');
  if (summary.trim() !== '') paragraphs.push(cleanText(summary, 20_000));
  if (page.flapping) {
    const { openings, since } = page.flapping;
    paragraphs.push(`Flapping: opened ${openings} times since ${momentFor({ timeZone }, new Date(since))}.`);
  }
  if (page.alertCount > 1) {
    const shown = page.alerts
      .slice(0, 5)
      .map((alert) => `${severityLabel(alert.severity)} ${singleLine(alert.title, 1_000)}`);
    const rest = page.alertCount - shown.length;
    if (rest > 0) shown.push(`and ${rest} more`);
    paragraphs.push(shown.join('\n'));
  }
  paragraphs.push(...othersOf(page, `Also ${morePages(count)}; to acknowledge takes them all:`));
  const since = momentFor({ timeZone }, new Date(page.openedAt));
  if (isTestOnly(page)) return [...paragraphs, `Sent ${since}.`];
  if (page.isTest) paragraphs.push('This is a test: nothing is wrong.');
  const description = singleLine(page.serviceDescription, 300);
  if (page.serviceName && description) paragraphs.push(`About ${singleLine(page.serviceName, 60)}: ${description}`);
  const footer = [`Open since ${since}. ${singleLine(page.stepText, 200)}`.trim()];
  if (page.alsoNotified.length > 0) footer.push(alsoNotifiedWords(page.alsoNotified));
  footer.push(
    page.next
      ? `Next: ${singleLine(page.next.who, 200)} ${inWords(page.next.inSeconds)}`
      : 'The escalation policy notifies nobody after this step.',
  );
  paragraphs.push(footer.join('\n'));
  return paragraphs;
}

const mostNamed = 5;

/** @param names at most one more than is said */
export function alsoNotifiedWords(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map((name) => singleLine(name, 60));
  return `Also notified: ${joined(names.length > mostNamed ? [...shown, 'others'] : shown)}.`;
}

/** `name: value` of each label, and the links by name, a line each; what a text has below its paragraphs. */
export function labelLines({ labels }: PageSummary): string[] {
  return labels.map(({ name, value }) => `${singleLine(name, 100)}: ${singleLine(value, 300)}`);
}

/** Those that are addresses: a service that checks them would refuse the whole message over one that is none. */
export function referencesOf({ references }: PageSummary): { label: string; link: string }[] {
  return references.slice(0, 10).flatMap(({ text, href }) => {
    const url = readUrl(href);
    if (!url || url.href.length > longestLink) return [];
    return [{ label: singleLine(text, 100) || 'Link', link: hasOddSigns.test(href) ? url.href : href }];
  });
}

const longestLink = 2_000;
const hasOddSigns = /[\s\p{Cc}<>"]/u;

function inWords(seconds: number): string {
  if (seconds < 60) return 'in less than a minute';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `in ${minutes} min`;
  const rest = minutes % 60;
  return `in ${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`;
}
