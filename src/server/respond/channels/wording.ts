/** The words that channels share. Pure; everything that comes out is clean, but not escaped for any markup. */
import { cleanText, singleLine } from '../../../domain/text.ts';
import type { Message, PageSummary } from './message.ts';

/** One line: `[SEV1] Checkout: High error rate (3 alerts)`. */
export function subjectOf(message: Message): string {
  switch (message.kind) {
    case 'page':
      return headline(message.page) + (message.page.mayRepeat ? ' [may be a repeat]' : '');
    case 'acknowledged':
      return `Acknowledged${byWhom(message.byName)}: ${headline(message.page)}`;
    case 'resolved':
      return `Resolved${byWhom(message.byName)}: ${headline(message.page)}`;
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
      return pageParagraphs(message.page);
    case 'acknowledged':
      return ['Nobody else is notified about this page now.'];
    case 'resolved':
      return ['Nothing is left to do for this page.'];
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

export function severityLabel(severity: number): string {
  return `SEV${severity}`;
}

function headline(page: PageSummary): string {
  const service = page.serviceName ? `${singleLine(page.serviceName, 60)}: ` : '';
  const count = page.alertCount > 1 ? ` (${page.alertCount} alerts)` : '';
  return `[${severityLabel(page.severity)}] ${service}${singleLine(page.title, 120)}${count}`;
}

function byWhom(name: string | null): string {
  return name ? ` by ${singleLine(name, 60)}` : '';
}

function pageParagraphs(page: PageSummary): string[] {
  const paragraphs: string[] = [];
  if (page.mayRepeat) paragraphs.push('This may be a repeat: we cannot tell whether an earlier attempt reached you.');
  const summary = page.summary.slice(0, 20).map((line) => singleLine(line, 500));
  if (summary.length > 0) paragraphs.push(summary.join('\n'));
  if (page.alertCount > 1) {
    const shown = page.alerts
      .slice(0, 5)
      .map((alert) => `${severityLabel(alert.severity)} ${singleLine(alert.title, 200)}`);
    const rest = page.alertCount - shown.length;
    if (rest > 0) shown.push(`and ${rest} more`);
    paragraphs.push(shown.join('\n'));
  }
  paragraphs.push(`Open since ${singleLine(page.openedAt, 40)}. ${singleLine(page.stepText, 200)}`.trim());
  return paragraphs;
}
