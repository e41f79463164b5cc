// What was read of a title so far.
import { readSeverity } from '../../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../../domain/severity.ts';
import { bareWords, readState } from '../action/states.ts';

export class TitleReading {
  text: string;
  action: SignalAction | null = null;
  markAction: SignalAction | null = null;
  severity: Severity | null = null;
  scope: string[] = [];
  /** The text for people, where it keeps what the name drops. */
  shown: string | null = null;
  /** Nouns of a head that are part of the name: `backup` of `Backup failed: shop`. */
  about: string[] = [];
  isHost = false;
  /** `Alert: ` stands in front of the end of one, too. */
  isMereNews = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Takes over what a word says of state and severity; whether it said anything. */
  note(word: string): boolean {
    const scoped = /^(.{1,40}?) on \{(.{1,150})\}$/i.exec(word);
    if (scoped !== null && readState(scoped[1]) !== null) {
      this.scope.push(...scoped[2]!.split(','));
      return this.note(scoped[1]!);
    }
    const counted = /^([\p{L}-]+)\s?[:#x]?\s?\d{1,6}$/u.exec(word);
    const action =
      readState(word) ?? (counted === null || /^(?:p|s|sev)$/i.test(counted[1]!) ? null : readState(counted[1]));
    const severity = /^(?:open|new|normal|ok|up|attention)$/i.test(word) ? null : severityOfTag(word);
    if (action === null && severity === null) return false;
    if (this.isMereNews && action === 'resolve') this.action = action;
    this.action ??= action;
    if (action !== 'resolve') this.severity ??= this.isHost && /^down$/i.test(word) ? 1 : severity;
    return true;
  }
}

/** `P2`, `critical`, `Critical - P1`; a place with a severity behind it is none. */
export function severityOfTag(word: string): Severity | null {
  if (/^\d/.test(word)) return null;
  const isOnly = bareWords(word.replace(/(?<=[A-Z]{3})-\d{1,4}$/, '')).every(
    (part) => readSeverity(part) !== null || /^(?:severity|sev|prio|priority|level|\d)$/.test(part),
  );
  return isOnly ? readSeverity(word.replace(/(?<=[A-Z]{3})-\d{1,4}$/, '')) : null;
}
