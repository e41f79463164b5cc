/** Hostile text in Markdown, as chats read it: it shows as it is, mentions nobody and links nowhere by name. */
import type { PageSummary } from './message.ts';
import type { Handled } from './provider.ts';
import { referencesOf } from './wording.ts';

const zeroWidthSpace = '\u200b';

/** Every sign that begins markup is escaped; a mention is broken behind its sign. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>|#!]/g, '\\$&')
    .replace(/^(\s*)([-+=:])/gm, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])/gm, '$1\\$2')
    .replace(/@/g, `@${zeroWidthSpace}`);
}

/** `[Runbook](https://…)` for each link that an alert names. */
export function referenceLinks(page: PageSummary): string[] {
  return referencesOf(page).map(({ label, link }) => markdownLink(label, link));
}

export function markdownLink(label: string, link: string): string {
  return `[${markdownText(label)}](${encodedFor(link, /[()<>[\]\\\s|]/g)})`;
}

/** An answer, with its link as an address that shows itself. */
export function withLink({ text, link }: Handled): string {
  return [markdownText(text), ...(link ? [`<${encodedFor(link, /[<>\s]/g)}>`] : [])].join('\n');
}

/** A link in which some signs would end it early. */
export function encodedFor(link: string, signs: RegExp): string {
  return link.replace(signs, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
