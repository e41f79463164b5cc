// Takes the state out of a title, wherever senders write it, so that a problem and its end have one name.
import { oneLine } from '../../../../domain/detect/clean-text.ts';
import { readSeverity } from '../../../../domain/detect/severity-words.ts';
import type { SignalAction } from '../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../domain/severity.ts';
import { actionOfMark, withoutMarks } from './marks.ts';
import { withoutMeasures } from './measures.ts';
import { bareWords, readState } from './states.ts';
import { stateOfHead } from './title-head.ts';
import {
  bareEnds,
  capitalHeads,
  endsOfRun,
  endsOfToken,
  endsOfWork,
  linkInMiddle,
  logLevel,
  markInMiddle,
  quotedInMiddle,
  statusInMiddle,
  telling,
  tools,
  verbs,
  workInMiddle,
} from './title-words.ts';
import { actionOfWord } from './vocabulary.ts';
import { stateOfSigns } from './word-stems.ts';

export type ReadTitle = {
  /** For people: without marks and without a state in front. */
  subject: string;
  /** For the key: also without a state at its end and without what was measured. */
  name: string;
  action: SignalAction | null;
  /** Whether the action stands in front, where it speaks for the whole. */
  isHead: boolean;
  severity: Severity | null;
  /** `host:web-1` of `[Triggered on {host:web-1}]`. */
  scope: string[];
};

const readLength = 400;

/** Reads a title of any length, or with `isFixed` a name that tells no state at its end and no number; only its first 400 characters are looked at, the rest is kept as it is. */
export function readTitle(whole: string, isFixed = false): ReadTitle {
  const line = oneLine(whole.length > 4_000 ? whole.slice(0, 4_000) : whole);
  const tail = line.slice(readLength) + (whole.length > 4_000 ? whole.slice(4_000) : '');
  const reading = new Reading(line.slice(0, readLength));
  reading.takeMarks();
  for (let turn = 0; turn < 6; turn++) if (!reading.takeBrackets() && !reading.takeHead()) break;
  const subject = reading.shown ?? reading.text;
  const isHead = reading.action !== null;
  if (tail === '' && !isFixed) {
    reading.takeEnd();
    reading.takeMiddle();
    reading.takeToken();
  }
  const { action, severity, scope } = reading;
  return {
    subject: tail === '' ? subject || line : line,
    name: ((isFixed ? nameOf(reading) : withoutMeasures(nameOf(reading))) || subject || line) + tail,
    action: action ?? reading.markAction,
    isHead,
    severity,
    scope,
  };
}

const nameOf = ({ about, text }: Reading) => [...about, text].join(' ').trim();

/** The time in front of a line of a log. */
const stamp =
  /^\[?\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z| ?[+-]\d{2}:?\d{2}| (?:UTC|GMT|CES?T|[A-Z]{1,3}[DS]T)(?: \[\d{1,7}\])?)?\]?[\s:|,;-]{1,5}(?=\S)|^\[\d{10}\] (?=\S)|^\d{4}\/\d{2}\/\d{2}[- ]\d{2}:\d{2}:\d{2}[, ]{1,2}(?=\S)|^[A-Z][a-z]{2} [ \d]?\d \d{4} \d{2}:\d{2}:\d{2} (?=\S)|^\[?\d{2}:\d{2}(?::\d{2})?\]?[\s|,;-]{1,5}(?=\p{L})/u;

/** Xymon's number of the message, oVirt's kind of message and name of its engine. */
const cookie = /^(?:xymon|hobbit|big ?brother) \[\d{1,12}\] ?!? ?(?=\S)/i;
const ofEngine = /^(alert|resolve)Message \([^()]{1,100}\), \[(.{1,380})\]$/;

class Reading {
  text: string;
  action: SignalAction | null = null;
  markAction: SignalAction | null = null;
  severity: Severity | null = null;
  scope: string[] = [];
  /** The text for people, where it keeps what the name drops. */
  shown: string | null = null;
  /** Nouns of a head that are part of the name: `backup` of `Backup failed: shop`. */
  about: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  takeMarks() {
    this.text = this.text
      .replace(/^<\d{1,3}>(?:1 )?/, '')
      .replace(/^#?\d{2,10}(?: (?=\d{4}-\d{2}-\d{2})|: (?=\S{2,80}: ))/, '')
      .replace(stamp, '')
      .replace(cookie, '')
      .replace(ofEngine, (_, kind: string, about: string) => `${kind === 'alert' ? 'Problem' : 'Resolved'}: ${about}`)
      .replace(/^(\S{1,80}) \S{1,48} (?:\d{1,10}|-) \S{1,32} (?:-|\[[^\]]{0,200}\]) /, '$1: ');
    this.takeSegments();
    this.markAction = actionOfMark(this.text);
    const bare = withoutMarks(this.text);
    if (bare !== '') this.text = bare;
  }

  /** `Job shop Failed, Run time 3, FAILED, ExitCode 1`: a state between commas. */
  private takeSegments() {
    const parts = this.text.split(', ', 12);
    if (parts.length < 3) return;
    const at = parts.findIndex((part) => /^[A-Z]{4,15}$/.test(part) && actionOfWord.has(part.toLowerCase()));
    if (at < 1) return;
    // How a log marks its lines is no state.
    if (/^(?:INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL)$/.test(parts[at]!)) this.severity ??= severityOfTag(parts[at]!);
    else if (!this.note(parts[at]!)) return;
    this.shown ??= this.text;
    const told = parts.filter((part, index) => index !== at && !/^exit ?code \S{1,10}$/i.test(part));
    this.text = told
      .join(', ')
      .replace(/^([^,]{2,100}) ([A-Z]?[a-z]{3,12})(?=,|$)/, (whole, name: string, word: string) =>
        actionOfWord.has(word.toLowerCase()) ? name : whole,
      );
  }

  /** `[FIRING:2] `, `[P2] `, `[Recovered on {host:a}] ` in front; `[Shop] [Down] timeout` names the shop. */
  takeBrackets(): boolean {
    const level = /^(?:notice|alert|warning|critical|error|info) (?=\[)/i.exec(this.text);
    if (level !== null) {
      this.note(level[0].trim());
      this.text = this.text.slice(level[0].length);
    }
    const bracket = /^[[(【［〔（]([^\])】］〕）]{1,200})[\])】］〕）]\s*[:：|-]?\s*/.exec(this.text);
    if (bracket === null) return false;
    const rest = this.text.slice(bracket[0].length);
    const inside = bracket[1]!.trim();
    if (logLevel.test(inside) && rest !== '') {
      this.severity ??= severityOfTag(inside);
      this.text = rest;
      return true;
    }
    if (this.note(inside) || tools.test(inside)) {
      if (rest === '') return false;
      this.text = rest;
      return true;
    }
    // "[web-1] RECOVERED: httpd" is about a place in front.
    const behind = /^([^:：|!]{2,40}?)\s*[:：]\s+(?=\S)/u.exec(rest);
    const state = behind === null || this.action !== null ? null : stateOfHead(behind[1]!);
    if (state !== null && state.nouns.length === 0 && actionOfWord.has(state.word)) {
      this.note(state.word);
      this.shown ??= `${inside}: ${rest.slice(behind![0].length)}`;
      this.about.push(inside);
      this.text = rest.slice(behind![0].length);
      return true;
    }
    const second = /^[[(【]([^\])】]{1,60})[\])】]/.exec(rest);
    if (second === null || (readState(withoutMarks(second[1]!)) === null && severityOfTag(second[1]!) === null))
      return false;
    this.note(withoutMarks(second[1]!));
    const behindIt = rest.slice(second[0].length).trim();
    // What is down differs in its reasons; a level with a number of its own stands in front of what is wrong.
    if (behindIt !== '' && /^[A-Z]{3,8}-\d{1,4}$/.test(second[1]!)) {
      this.shown ??= `${inside}: ${behindIt}`;
      this.about.push(inside);
      this.text = behindIt;
      return true;
    }
    this.text = inside;
    return false;
  }

  /** `Problem: `, `Resolved in 5m 3s: `, `RECOVERY Service Alert: `, `ALARM - `, and a lone `DOWN ` in capitals. */
  takeHead(): boolean {
    const cut = /^([^:：|!]{2,60}?)\s*(?::\s+|：\s*|:(?=\p{Lu})|\s[-–—|]{1,2}\s+|\|\s*|!\s+|::\s*)(?=\S)/u.exec(
      this.text,
    );
    if (cut !== null) {
      const head = cut[1]!;
      if (tools.test(head)) {
        this.text = this.text.slice(cut[0].length);
        return true;
      }
      const state = stateOfHead(head);
      if (state !== null) {
        if (/\bhost\b/i.test(head)) this.isHost = true;
        this.note(state.word);
        const rest = withoutQuotes(this.text.slice(cut[0].length));
        if (state.nouns.length > 0 || telling.test(state.word)) this.shown ??= this.text;
        this.about.push(...state.nouns);
        this.text = rest;
        return true;
      }
    }
    // "TrueNAS @ web-1: Cleared alert: Disk full"
    const second = /^([^:|]{2,80}):\s+([^:|]{2,40}?)(?::| -)\s+(?=\S)/.exec(this.text);
    const inner = second === null ? null : stateOfHead(second[2]!);
    if (second !== null && inner !== null) {
      this.note(inner.word);
      this.shown ??= `${second[1]}: ${this.text.slice(second[0].length)}`;
      this.about.push(second[1]!, ...inner.nouns);
      this.text = this.text.slice(second[0].length);
      return true;
    }
    // "web-1 CRITICAL: Disk space"
    const middle = /^(\S{2,80})\s+([A-Z]{2,15}):\s+(?=\S)/.exec(this.text);
    if (middle !== null && capitalHeads.has(middle[2]!)) {
      this.note(middle[2]!);
      this.text = `${middle[1]}: ${this.text.slice(middle[0].length)}`;
      return true;
    }
    const capitals = /^([A-Z][A-Z-]{1,15})\s+(?=\S)/.exec(this.text);
    if (capitals === null || !capitalHeads.has(capitals[1]!)) return false;
    this.note(capitals[1]!);
    this.text = this.text.slice(capitals[0].length);
    return true;
  }

  private isHost = false;

  /** ` is DOWN`, ` has recovered`, ` OK -> CRIT`, ` [critical]` at the end. */
  takeEnd() {
    // The page of what is told.
    const address = /\s*[:–—|-]?\s*\(?https?:\/\/\S{3,300}$/i.exec(this.text);
    if (address !== null && address.index > 8) {
      this.shown ??= this.text.slice(0, address.index);
      this.text = this.text.slice(0, address.index);
    }
    // Chinese, Japanese and Korean put no blank in front of how it is: `磁盘空间恢复`.
    const signs = stateOfSigns(this.text);
    if (signs !== '' && this.note(signs)) this.text = this.text.slice(0, -signs.length).trim();
    // "On battery power in response to an input power problem": why it is so.
    const why = / (?:in response to|because of|due to|caused by) /i.exec(this.text);
    if (why !== null && readTail(this.text.slice(0, why.index))) {
      this.shown ??= this.text;
      this.text = this.text.slice(0, why.index);
    }
    this.text = this.text
      .replace(/[.,;]? 0x[0-9a-f]{2,8}$/i, '')
      .replace(/[\s,;.(|–-]{0,3}\b(?:current value|value|usage|val)(?:\s?[:=]\s?\S{1,30}|\s-?\d\S{0,30})$/i, '');
    for (let turn = 0; turn < 3; turn++) {
      const text = this.text
        .replace(/[\s!.*]{1,20}$/, '')
        .replace(/(?<=\p{L}) (?:again|once more|wieder|again now)$/iu, '');
      const arrow = /\s[\p{L}_-]{1,20}\s?(?:->|=>|→)\s?([\p{L}_-]{1,20})$/u.exec(text);
      const moved =
        /\s(?:has )?(?:changed|went|moved|transitioned)? ?from [\p{L}_-]{1,20} to ([\p{L}_-]{1,20})$/iu.exec(text) ??
        /,?\s(?:has )?changed (?:its )?(?:state|status) to ([\p{L}_-]{1,20})$/iu.exec(text);
      const entered =
        / (?:has |have )?(?:entered|gone into|is in|moved to|changed to) (?:the |an? )?([\p{L}_-]{1,20}) state$/iu.exec(
          text,
        );
      const closed = /\s?(?:[-–—:|]\s)?[[(【（]([^\])[(】）]{1,40})[\])】）]$/.exec(text);
      const found = arrow ?? moved ?? entered ?? closed;
      if (found !== null && found.index > 0 && this.note(withoutMarks(found[1]!))) {
        this.text = text.slice(0, found.index);
        continue;
      }
      if (!this.takeWords(text)) return;
    }
  }

  /** `Backup OK of web-1`, `Resource limit matched disk`, `Deploy to live failed for shop`. */
  takeMiddle() {
    if (this.action !== null || this.text.length > 400) return;
    const marked = markInMiddle.exec(this.text);
    if (marked !== null && this.note(marked[1]!)) {
      this.shown ??= this.text;
      this.text = `${this.text.slice(0, marked.index)}${this.text.slice(marked.index + marked[0].length)}`;
      return;
    }
    const told = statusInMiddle.exec(this.text) ?? linkInMiddle.exec(this.text);
    if (told !== null && this.note(told[2]!)) {
      this.shown ??= this.text;
      // Details in brackets differ with the state.
      const rest = this.text.slice(told.index + told[0].length).replace(/^[.;]?(?: \[[^\][]{1,200}\]){1,4}$/, '');
      // "The link is down, leaving the group": what follows only says what was done about it.
      this.text = `${this.text.slice(0, told.index + told[1]!.length)} #${rest.startsWith(',') ? '' : rest}`;
      return;
    }
    const found = workInMiddle.exec(this.text) ?? quotedInMiddle.exec(this.text);
    if (found === null || !this.note(found[2]!)) return;
    this.shown ??= this.text;
    this.text = `${this.text.slice(0, found.index + found[1]!.length)}${this.text.slice(found.index + found[0].length)}`;
  }

  private takeWords(text: string): boolean {
    const words = text.split(' ');
    for (let length = Math.min(5, words.length - 1); length > 0; length--) {
      const phrase = words.slice(-length).join(' ');
      const action =
        actionOfWord.get(
          phrase
            .toLowerCase()
            .replaceAll(/["'`*]/g, '')
            .replaceAll('_', ' '),
        ) ?? null;
      if (action === null || (action === 'change' && length === 1 && !endsOfWork.test(phrase))) continue;
      // "Power failure" and "power has been restored" are about power.
      let end = words.length - length + (/^(?:power|mains) \S/i.test(phrase) ? 1 : 0);
      while (end > 1 && verbs.has(words[end - 1]!.toLowerCase().replace(/[,:–—-]$/, ''))) end--;
      const hadVerb = end < words.length - length || /^(?:power|mains) \S/i.test(phrase);
      // "No longer on battery power".
      if (action === 'trigger' && end >= 2 && /^no longer$/i.test(words.slice(end - 2, end).join(' '))) {
        this.action ??= 'resolve';
        this.text = words.slice(0, end - 2).join(' ');
        return true;
      }
      if (
        words
          .slice(Math.max(0, end - 3), end)
          .some((word) => /^(?:not|never|no|cannot|unable|nicht|\w+n['’]t)$/i.test(word))
      ) {
        this.action ??= action === 'trigger' ? null : 'trigger';
        return false;
      }
      const isTold = /[:–—-]$/.test(words[end - 1]!) && action !== 'change';
      if (
        !hadVerb &&
        !isTold &&
        ((!bareEnds.test(phrase) && !/^[A-Z]+(?:_[A-Z]+)+$/.test(phrase)) ||
          words.length > (endsOfRun.test(phrase) ? 14 : 8))
      )
        continue;
      this.note(phrase);
      this.text = words
        .slice(0, end)
        .join(' ')
        .replace(/\s*[-–—:|,]$/, '');
      return true;
    }
    return false;
  }

  /** `SCANNING_FAILED`, as programs write what happened. */
  takeToken() {
    const token =
      /^([A-Z]{3,}(?:_[A-Z]+)*)_([A-Z]{2,})(?=$|: )/.exec(this.text) ??
      /^([a-z]{3,20}(?:[A-Z][a-z]{1,20}){0,3})([A-Z][a-z]{1,12})(?=$|: | on )/.exec(this.text);
    if (token === null || !endsOfToken.test(token[2]!.toUpperCase()) || !this.note(token[2]!)) return;
    this.shown ??= this.text;
    this.text = token[1]! + this.text.slice(token[0].length);
  }

  /** Takes over what a word says of state and severity; whether it said anything. */
  private note(word: string): boolean {
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
    this.action ??= action;
    if (action !== 'resolve') this.severity ??= this.isHost && /^down$/i.test(word) ? 1 : severity;
    return true;
  }
}

/** Whether a text ends in a state of at most four words. */
function readTail(text: string): boolean {
  const words = text.toLowerCase().split(' ');
  for (let length = Math.min(4, words.length); length > 0; length--)
    if (actionOfWord.has(words.slice(-length).join(' '))) return true;
  return false;
}

/** `P2`, `critical`, `Critical - P1`; a place with a severity behind it is none. */
export function severityOfTag(word: string): Severity | null {
  if (/^\d/.test(word)) return null;
  const isOnly = bareWords(word.replace(/(?<=[A-Z]{3})-\d{1,4}$/, '')).every(
    (part) => readSeverity(part) !== null || /^(?:severity|sev|prio|priority|level|\d)$/.test(part),
  );
  return isOnly ? readSeverity(word.replace(/(?<=[A-Z]{3})-\d{1,4}$/, '')) : null;
}

const withoutQuotes = (text: string) => {
  const quoted = /^"([^"]{1,300})"/.exec(text);
  return quoted === null ? text : quoted[1]! + text.slice(quoted[0].length);
};
