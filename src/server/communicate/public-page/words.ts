/** Times and texts as the public reads them. Pure. */

import MarkdownIt from 'markdown-it';
import type { ComponentState } from '../../../domain/communicate/status.ts';
import type { UpdateStatus } from '../../../domain/communicate/templates.ts';
import { cleanText, escapeHtml, singleLine } from '../../../domain/text.ts';
import { durationText } from '../../../domain/time/duration-text.ts';
import type { MaintenanceState } from './view.ts';

export const statusNames: Record<UpdateStatus, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
};

export const maintenanceNames: Record<MaintenanceState, string> = {
  scheduled: 'Scheduled',
  'in-progress': 'In progress',
  completed: 'Completed',
  canceled: 'Cancelled',
};

/** For people: no state is told by its colour alone. */
export const stateMarks: Record<ComponentState, string> = {
  operational: '✓',
  maintenance: '⚒',
  degraded: '!',
  partial: '!!',
  major: '✕',
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  if (formats.size > 200) formats.clear();
  formats.set(key, known);
  return known;
}

const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** “12 Oct 2026, 14:02 CEST” */
export const momentText = (at: number, zone: string) => format(zone, { ...date, ...clock }).format(at);
/** “14:02 CEST” */
export const clockText = (at: number, zone: string) => format(zone, clock).format(at);
/** “12 Oct 2026” */
export const dateText = (at: number, zone: string) => format(zone, date).format(at);

/** An instant as `<time>`. */
export function timeTag(at: number, zone: string): string {
  return `<time datetime="${new Date(at).toISOString()}">${escapeHtml(momentText(at, zone))}</time>`;
}

/** Less than a minute is told as such. */
export function lengthText(seconds: number): string {
  return seconds < 60 ? 'under a minute' : durationText(seconds);
}

/** Paragraphs, lists, emphasis and links that lead to the web or to a mail address. No HTML, no images. */
const markdown = new MarkdownIt('zero', { breaks: true, html: false }).enable([
  'emphasis',
  'escape',
  'link',
  'list',
  'newline',
]);
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());

const plainLink = markdown.renderer.rules.link_open;
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  tokens[index]!.attrSet('rel', 'nofollow noopener noreferrer');
  return plainLink ? plainLink(tokens, index, options, env, self) : self.renderToken(tokens, index, options);
};

/** Public words as safe HTML. */
export function wordsHtml(text: string): string {
  return markdown.render(cleanText(text));
}

/** Public words without marks, for mails, feeds and JSON. */
export function wordsText(text: string): string {
  return cleanText(text).replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** One line of a text by people, escaped. */
export function lineHtml(text: string): string {
  return escapeHtml(singleLine(text));
}

/** Text of an XML element or attribute; characters that XML cannot hold are gone. */
export function xmlText(text: string): string {
  return escapeHtml(cleanText(text).replace(/[\ufffe\uffff]/g, ''));
}

/** “Checkout, Search and Accounts” */
export function nameList(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
