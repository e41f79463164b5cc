// What stands in front of a title: marks, the headers of logs, brackets and heads that say how it is.
import { actionOfMark, withoutMarks } from './marks.ts';
import { readState } from './states.ts';
import { stateOfHead } from './title-head.ts';
import { severityOfTag, type Told } from './title-told.ts';
import { capitalHeads, logLevel, telling, tools } from './title-words.ts';
import { actionOfWord } from './vocabulary.ts';

/** The time in front of a line of a log. */
const stamp =
  /^\[?\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z| ?[+-]\d{2}:?\d{2}| (?:UTC|GMT|CES?T|[A-Z]{1,3}[DS]T)(?: \[\d{1,7}\])?)?\]?[\s:|,;-]{1,5}(?=\S)|^\[\d{10}\] (?=\S)|^\d{4}\/\d{2}\/\d{2}[- ]\d{2}:\d{2}:\d{2}[, ]{1,2}(?=\S)|^[A-Z][a-z]{2} [ \d]?\d \d{4} \d{2}:\d{2}:\d{2} (?=\S)|^\[?\d{2}:\d{2}(?::\d{2})?\]?[\s|,;-]{1,5}(?=\p{L})/u;

/** Xymon's number of the message, oVirt's kind of message and name of its engine. */
const cookie = /^(?:xymon|hobbit|big ?brother) \[\d{1,12}\] ?!? ?(?=\S)/i;
/** `[PROBLEM - web-1 is DOWN]`: a bracket around all there is. */
const wholeBracket = /^\[([^\][]{2,60} [-–—] [^\][]{2,300})\]$/;
const ofEngine = /^(alert|resolve)Message \([^()]{1,100}\), \[(.{1,380})\]$/;

export function takeMarks(told: Told) {
  told.text = told.text
    .replace(/^<\d{1,3}>(?:1 )?/, '')
    .replace(/^#?\d{2,10}(?: (?=\d{4}-\d{2}-\d{2})|: (?=\S{2,80}: ))/, '')
    .replace(stamp, '')
    .replace(cookie, '')
    .replace(wholeBracket, '$1')
    .replace(ofEngine, (_, kind: string, about: string) => `${kind === 'alert' ? 'Problem' : 'Resolved'}: ${about}`)
    .replace(/^(\S{1,80}) \S{1,48} (?:\d{1,10}|-) \S{1,32} (?:-|\[[^\]]{0,200}\]) /, '$1: ');
  const process = /^(?:monit alert\s{1,4}--\s{1,4})?(Does not exist|Exists) (\S{1,80})$/.exec(told.text);
  if (process !== null) {
    told.action = process[1] === 'Exists' ? 'resolve' : 'trigger';
    told.shown = `${process[1]} ${process[2]}`;
    told.text = process[2]!;
  }
  takeSegments(told);
  told.markAction = actionOfMark(told.text);
  const bare = withoutMarks(told.text);
  if (bare !== '') told.text = bare;
}

/** `Job shop Failed, Run time 3, FAILED, ExitCode 1`: a state between commas. */
function takeSegments(told: Told) {
  const parts = told.text.split(', ', 12);
  if (parts.length < 3) return;
  const at = parts.findIndex((part) => /^[A-Z]{4,15}$/.test(part) && actionOfWord.has(part.toLowerCase()));
  if (at < 1) return;
  // How a log marks its lines is no state.
  if (/^(?:INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL)$/.test(parts[at]!)) told.severity ??= severityOfTag(parts[at]!);
  else if (!told.note(parts[at]!)) return;
  told.shown ??= told.text;
  const others = parts.filter((part, index) => index !== at && !/^exit ?code \S{1,10}$/i.test(part));
  told.text = others
    .join(', ')
    .replace(/^([^,]{2,100}) ([A-Z]?[a-z]{3,12})(?=,|$)/, (whole, name: string, word: string) =>
      actionOfWord.has(word.toLowerCase()) ? name : whole,
    );
}

/** `[FIRING:2] `, `[P2] `, `[Recovered on {host:a}] ` in front; `[Shop] [Down] timeout` names the shop. */
export function takeBrackets(told: Told): boolean {
  const level = /^(?:notice|alert|warning|critical|error|info) (?=\[)/i.exec(told.text);
  if (level !== null) {
    told.note(level[0].trim());
    told.text = told.text.slice(level[0].length);
  }
  const bracket = /^[[(【［〔（]([^\])】］〕）]{1,200})[\])】］〕）]\s*[:：|-]?\s*/.exec(told.text);
  if (bracket === null) return false;
  const rest = told.text.slice(bracket[0].length);
  const inside = bracket[1]!.trim();
  if (logLevel.test(inside) && rest !== '') {
    told.severity ??= severityOfTag(inside);
    told.text = rest;
    return true;
  }
  if (told.note(inside) || tools.test(inside)) {
    if (rest === '') return false;
    told.isMereNews ||= /^(?:alert|alarm)$/i.test(inside);
    told.text = rest;
    return true;
  }
  // "[web-1] RECOVERED: httpd" is about a place in front.
  const behind = /^([^:：|!]{2,40}?)\s*[:：]\s+(?=\S)/u.exec(rest);
  const state = behind === null || told.action !== null ? null : stateOfHead(behind[1]!);
  if (state !== null && state.nouns.length === 0 && actionOfWord.has(state.word)) {
    told.note(state.word);
    told.shown ??= `${inside}: ${rest.slice(behind![0].length)}`;
    told.about.push(inside);
    told.text = rest.slice(behind![0].length);
    return true;
  }
  const second = /^[[(【]([^\])】]{1,60})[\])】]/.exec(rest);
  if (second === null || (readState(withoutMarks(second[1]!)) === null && severityOfTag(second[1]!) === null))
    return false;
  told.note(withoutMarks(second[1]!));
  const behindIt = rest.slice(second[0].length).trim();
  // What is down differs in its reasons; a level with a number of its own stands in front of what is wrong.
  if (behindIt !== '' && /^[A-Z]{3,8}-\d{1,4}$/.test(second[1]!)) {
    told.shown ??= `${inside}: ${behindIt}`;
    told.about.push(inside);
    told.text = behindIt;
    return true;
  }
  told.text = inside;
  return false;
}

/** `Problem: `, `Resolved in 5m 3s: `, `RECOVERY Service Alert: `, `ALARM - `, and a lone `DOWN ` in capitals. */
export function takeHead(told: Told): boolean {
  const cut = /^([^:：|!]{2,60}?)\s*(?::\s+|：\s*|:(?=[\p{Lu}[])|\s[-–—|]{1,2}\s+|\|\s*|!\s+|::\s*)(?=\S)/u.exec(
    told.text,
  );
  if (cut !== null) {
    const head = cut[1]!;
    if (tools.test(head)) {
      told.text = told.text.slice(cut[0].length);
      return true;
    }
    const state = stateOfHead(head);
    if (state !== null) {
      if (/\bhost\b/i.test(head)) told.isHost = true;
      told.note(state.word);
      told.isMereNews = /^(?:alert|alarm)$/i.test(head);
      const rest = withoutQuotes(told.text.slice(cut[0].length));
      if (state.nouns.length > 0 || telling.test(state.word)) told.shown ??= told.text;
      told.about.push(...state.nouns);
      told.text = rest;
      return true;
    }
  }
  // "TrueNAS @ web-1: Cleared alert: Disk full"
  const second = /^([^:|]{2,80}):\s+([^:|]{2,40}?)(?::| -)\s+(?=\S)/.exec(told.text);
  const inner = second === null ? null : stateOfHead(second[2]!);
  if (second !== null && inner !== null) {
    told.note(inner.word);
    told.shown ??= `${second[1]}: ${told.text.slice(second[0].length)}`;
    told.about.push(second[1]!, ...inner.nouns);
    told.text = told.text.slice(second[0].length);
    return true;
  }
  // "web-1 CRITICAL: Disk space"
  const middle = /^(\S{2,80})\s+([A-Z]{2,15}):\s+(?=\S)/.exec(told.text);
  if (middle !== null && (capitalHeads.has(middle[2]!) || middle[2] === 'ERROR')) {
    told.note(middle[2]!);
    told.text = `${middle[1]}: ${told.text.slice(middle[0].length)}`;
    return true;
  }
  const capitals = /^([A-Z][A-Z-]{1,15})\s+(?=\S)/.exec(told.text);
  if (capitals === null || !capitalHeads.has(capitals[1]!)) return false;
  told.note(capitals[1]!);
  told.text = told.text.slice(capitals[0].length);
  return true;
}

const withoutQuotes = (text: string) => {
  const quoted = /^"([^"]{1,300})"/.exec(text);
  return quoted === null ? text : quoted[1]! + text.slice(quoted[0].length);
};
