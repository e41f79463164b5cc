// What stands in front of a title: marks, the headers of logs, brackets and heads that say how it is.

import { readState } from '../action/states.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { stateOfHead } from './head.ts';
import { actionOfMark, withoutMarks } from './marks.ts';
import { severityOfTag, type TitleReading } from './reading.ts';
import { capitalHeads, logLevel, telling, tools } from './words.ts';

/** The time in front of a line of a log. */
const stamp =
  /^\[?\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z| ?[+-]\d{2}:?\d{2}| (?:UTC|GMT|CES?T|[A-Z]{1,3}[DS]T)(?: \[\d{1,7}\])?)?\]?[\s:|,;-]{1,5}(?=\S)|^\[\d{10}\] (?=\S)|^\d{4}\/\d{2}\/\d{2}[- ]\d{2}:\d{2}:\d{2}[, ]{1,2}(?=\S)|^[A-Z][a-z]{2} [ \d]?\d \d{4} \d{2}:\d{2}:\d{2} (?=\S)|^\[?\d{2}:\d{2}(?::\d{2})?\]?[\s|,;-]{1,5}(?=\p{L})/u;

/** Xymon's number of the message, oVirt's kind of message and name of its engine. */
const cookie = /^(?:xymon|hobbit|big ?brother) \[\d{1,12}\] ?!? ?(?=\S)/i;
/** `[PROBLEM - web-1 is DOWN]`: a bracket around all there is. */
const wholeBracket = /^\[([^\][]{2,60} [-–—] [^\][]{2,300})\]$/;
const ofEngine = /^(alert|resolve)Message \([^()]{1,100}\), \[(.{1,380})\]$/;

export function takeMarks(reading: TitleReading) {
  reading.text = reading.text
    .replace(/^<\d{1,3}>(?:1 )?/, '')
    .replace(/^#?\d{2,10}(?: (?=\d{4}-\d{2}-\d{2})|: (?=\S{2,80}: ))/, '')
    .replace(stamp, '')
    .replace(cookie, '')
    .replace(wholeBracket, '$1')
    .replace(ofEngine, (_, kind: string, about: string) => `${kind === 'alert' ? 'Problem' : 'Resolved'}: ${about}`)
    .replace(/^(\S{1,80}) \S{1,48} (?:\d{1,10}|-) \S{1,32} (?:-|\[[^\]]{0,200}\]) /, '$1: ');
  const process = /^(?:monit alert\s{1,4}--\s{1,4})?(Does not exist|Exists) (\S{1,80})$/.exec(reading.text);
  if (process !== null) {
    reading.action = process[1] === 'Exists' ? 'resolve' : 'trigger';
    reading.shown = `${process[1]} ${process[2]}`;
    reading.text = process[2]!;
  }
  takeSegments(reading);
  reading.markAction = actionOfMark(reading.text);
  const bare = withoutMarks(reading.text);
  if (bare !== '') reading.text = bare;
}

/** `Job shop Failed, Run time 3, FAILED, ExitCode 1`: a state between commas. */
function takeSegments(reading: TitleReading) {
  const parts = reading.text.split(', ', 12);
  if (parts.length < 3) return;
  const at = parts.findIndex((part) => /^[A-Z]{4,15}$/.test(part) && actionOfWord.has(part.toLowerCase()));
  if (at < 1) return;
  // How a log marks its lines is no state.
  if (/^(?:INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL)$/.test(parts[at]!)) reading.severity ??= severityOfTag(parts[at]!);
  else if (!reading.note(parts[at]!)) return;
  reading.shown ??= reading.text;
  const others = parts.filter((part, index) => index !== at && !/^exit ?code \S{1,10}$/i.test(part));
  reading.text = others
    .join(', ')
    .replace(/^([^,]{2,100}) ([A-Z]?[a-z]{3,12})(?=,|$)/, (whole, name: string, word: string) =>
      actionOfWord.has(word.toLowerCase()) ? name : whole,
    );
}

/** `[FIRING:2] `, `[P2] `, `[Recovered on {host:a}] ` in front; `[Shop] [Down] timeout` names the shop. */
export function takeBrackets(reading: TitleReading): boolean {
  const level = /^(?:notice|alert|warning|critical|error|info) (?=\[)/i.exec(reading.text);
  if (level !== null) {
    reading.note(level[0].trim());
    reading.text = reading.text.slice(level[0].length);
  }
  const bracket = /^[[(【［〔（]([^\])】］〕）]{1,200})[\])】］〕）]\s*[:：|-]?\s*/.exec(reading.text);
  if (bracket === null) return false;
  const rest = reading.text.slice(bracket[0].length);
  const inside = bracket[1]!.trim();
  if (logLevel.test(inside) && rest !== '') {
    reading.severity ??= severityOfTag(inside);
    reading.text = rest;
    return true;
  }
  if (reading.note(inside) || tools.test(inside)) {
    if (rest === '') return false;
    reading.isMereNews ||= /^(?:alert|alarm)$/i.test(inside);
    reading.text = rest;
    return true;
  }
  // "[web-1] RECOVERED: httpd" is about a place in front.
  const behind = /^([^:：|!]{2,40}?)\s*[:：]\s+(?=\S)/u.exec(rest);
  const state = behind === null || reading.action !== null ? null : stateOfHead(behind[1]!);
  if (state !== null && state.nouns.length === 0 && actionOfWord.has(state.word)) {
    reading.note(state.word);
    reading.shown ??= `${inside}: ${rest.slice(behind![0].length)}`;
    reading.about.push(inside);
    reading.text = rest.slice(behind![0].length);
    return true;
  }
  const second = /^[[(【]([^\])】]{1,60})[\])】]/.exec(rest);
  if (second === null || (readState(withoutMarks(second[1]!)) === null && severityOfTag(second[1]!) === null))
    return false;
  reading.note(withoutMarks(second[1]!));
  const behindIt = rest.slice(second[0].length).trim();
  // What is down differs in its reasons; a level with a number of its own stands in front of what is wrong.
  if (behindIt !== '' && /^[A-Z]{3,8}-\d{1,4}$/.test(second[1]!)) {
    reading.shown ??= `${inside}: ${behindIt}`;
    reading.about.push(inside);
    reading.text = behindIt;
    return true;
  }
  reading.text = inside;
  return false;
}

/** `Problem: `, `Resolved in 5m 3s: `, `RECOVERY Service Alert: `, `ALARM - `, and a lone `DOWN ` in capitals. */
export function takeHead(reading: TitleReading): boolean {
  const cut = /^([^:：|!]{2,60}?)\s*(?::\s+|：\s*|:(?=[\p{Lu}[])|\s[-–—|]{1,2}\s+|\|\s*|!\s+|::\s*)(?=\S)/u.exec(
    reading.text,
  );
  if (cut !== null) {
    const head = cut[1]!;
    if (tools.test(head)) {
      reading.text = reading.text.slice(cut[0].length);
      return true;
    }
    const state = stateOfHead(head);
    if (state !== null) {
      if (/\bhost\b/i.test(head)) reading.isHost = true;
      reading.note(state.word);
      reading.isMereNews = /^(?:alert|alarm)$/i.test(head);
      const rest = withoutQuotes(reading.text.slice(cut[0].length));
      if (state.nouns.length > 0 || telling.test(state.word)) reading.shown ??= reading.text;
      reading.about.push(...state.nouns);
      reading.text = rest;
      return true;
    }
  }
  // "TrueNAS @ web-1: Cleared alert: Disk full"
  const second = /^([^:|]{2,80}):\s+([^:|]{2,40}?)(?::| -)\s+(?=\S)/.exec(reading.text);
  const inner = second === null ? null : stateOfHead(second[2]!);
  if (second !== null && inner !== null) {
    reading.note(inner.word);
    reading.shown ??= `${second[1]}: ${reading.text.slice(second[0].length)}`;
    reading.about.push(second[1]!, ...inner.nouns);
    reading.text = reading.text.slice(second[0].length);
    return true;
  }
  // "web-1 CRITICAL: Disk space"
  const middle = /^(\S{2,80})\s+([A-Z]{2,15}):\s+(?=\S)/.exec(reading.text);
  if (middle !== null && (capitalHeads.has(middle[2]!) || middle[2] === 'ERROR')) {
    reading.note(middle[2]!);
    reading.text = `${middle[1]}: ${reading.text.slice(middle[0].length)}`;
    return true;
  }
  const capitals = /^([A-Z][A-Z-]{1,15})\s+(?=\S)/.exec(reading.text);
  if (capitals === null || !capitalHeads.has(capitals[1]!)) return false;
  reading.note(capitals[1]!);
  reading.text = reading.text.slice(capitals[0].length);
  return true;
}

const withoutQuotes = (text: string) => {
  const quoted = /^"([^"]{1,300})"/.exec(text);
  return quoted === null ? text : quoted[1]! + text.slice(quoted[0].length);
};
