// What stands in the middle of a title and at its end: how it is, since when and why.

import { actionOfWord } from '../words/vocabulary.ts';
import { stateOfSigns } from '../words/word-stems.ts';
import { withoutMarks } from './marks.ts';
import type { TitleReading } from './reading.ts';
import {
  alertInFront,
  alertInMiddle,
  bareEnds,
  endsOfRun,
  endsOfToken,
  endsOfWork,
  linkInMiddle,
  markInMiddle,
  quotedInMiddle,
  stateInMiddle,
  statusInMiddle,
  verbs,
  wentInFront,
  workInMiddle,
} from './words.ts';

/** ` is DOWN`, ` has recovered`, ` OK -> CRIT`, ` [critical]` at the end. */
export function takeEnd(reading: TitleReading) {
  // The page of what is reading.
  const address = /\s*[:–—|-]?\s*\(?https?:\/\/\S{3,300}$/i.exec(reading.text);
  if (
    address !== null &&
    address.index > 8 &&
    !/ (?:for|of|on|at|to|from)$/i.test(reading.text.slice(0, address.index))
  ) {
    reading.shown ??= reading.text.slice(0, address.index);
    reading.text = reading.text.slice(0, address.index);
  }
  // Chinese, Japanese and Korean put no blank in front of how it is: `磁盘空间恢复`.
  const signs = stateOfSigns(reading.text);
  if (signs !== '' && reading.note(signs)) reading.text = reading.text.slice(0, -signs.length).trim();
  // "Shop is recovered. All is well again!": the first sentence says what is, the last one comforts.
  const comforted =
    /^([^.!?]{6,200}[^.!?\s])[.!] (?:All|Everything|No|Nothing|Thank|You|We)(?: [a-z&']{1,12}){0,7}[.!]?$/.exec(
      reading.text,
    );
  if (comforted !== null && readTail(comforted[1]!)) {
    reading.shown ??= reading.text;
    reading.text = comforted[1]!;
  }
  // "On battery power in response to an input power problem": why it is so.
  const why = / (?:in response to|because of|due to|caused by) /i.exec(reading.text);
  if (why !== null && readTail(reading.text.slice(0, why.index))) {
    reading.shown ??= reading.text;
    reading.text = reading.text.slice(0, why.index);
  }
  reading.text = reading.text
    .replace(/[.,;]? (?:0x[0-9a-f]{2,8}|\(0x[0-9a-f]{1,8}\))$/i, '')
    .replace(
      /(?<=\b(?:failed|failure|error|crashed|aborted)),? \(?(?:with )?(?:rc|exit(?: code| status)?|code|errno)\s?[=:]?\s?-?\d{1,5}\)?$/i,
      '',
    )
    .replace(/ resolution state: (?=\p{L}{2,20}$)/iu, ' state: ')
    .replace(/[\s,;.(|–-]{0,3}\b(?:current value|value|usage|val)(?:\s?[:=]\s?\S{1,30}|\s-?\d\S{0,30})$/i, '');
  // "Certificate of shop expires in 6 days", and later "was renewed".
  const expiry = / (?:will expire|expires?|is expiring)(?: (?:in|on) .{1,40}| soon| today| tomorrow)?[.!]?$/i.exec(
    reading.text,
  );
  if (
    expiry !== null &&
    expiry.index > 0 &&
    /\b(?:certificate|cert|ssl|tls|licen[cs]e)\b/i.test(reading.text.slice(0, expiry.index))
  ) {
    reading.action ??= 'trigger';
    reading.text = reading.text.slice(0, expiry.index);
  }
  // "web-1 is UP since 10:00".
  const since = /\d/.test(reading.text) ? / (?:since|at) [-\d:.,/TZ+ ]{4,40}(?:UTC|GMT)?$/.exec(reading.text) : null;
  if (since !== null && readTail(reading.text.slice(0, since.index))) {
    reading.shown ??= reading.text.slice(0, since.index);
    reading.text = reading.text.slice(0, since.index);
  }
  // "Disk space OK (12.5 %)".
  const measured = !reading.text.endsWith(')')
    ? null
    : / \((?:(?:value|val|was|now|current)[:= ]{1,2})?[-+]?\d[\d.,]{0,12} ?[\p{L}%°/]{0,8}\)$/u.exec(reading.text);
  if (measured !== null && readTail(reading.text.slice(0, measured.index))) {
    reading.shown ??= reading.text;
    reading.text = reading.text.slice(0, measured.index);
  }
  for (let turn = 0; turn < 3; turn++) {
    const text = reading.text
      .replace(/[\s!.*]{1,20}$/, '')
      .replace(/(?<=\p{L}) (?:again|once more|wieder|again now)$/iu, '');
    const violated = / threshold (violated|violation)$/i.exec(text);
    if (violated !== null) {
      reading.shown ??= reading.text;
      reading.action ??= 'trigger';
      reading.text = text.slice(0, -violated[1]!.length - 1);
      return;
    }
    const arrow = /\s[\p{L}_-]{1,20}\s?(?:->|=>|→)\s?([\p{L}_-]{1,20})$/u.exec(text);
    const moved =
      /\s(?:has )?(?:changed|went|moved|transitioned)? ?from [\p{L}_-]{1,20} to ([\p{L}_-]{1,20})$/iu.exec(text) ??
      /,?\s(?:has )?changed (?:its )?(?:state|status) to ([\p{L}_-]{1,20})$/iu.exec(text);
    const entered =
      / (?:has |have )?(?:entered|gone into|is in|moved to|changed to) (?:the |an? )?([\p{L}_-]{1,20}) state$/iu.exec(
        text,
      );
    const closed = /\s?(?:[-–—:|]\s)?[[(【（]([^\])[(】）]{1,40})[\])】）]$/.exec(text);
    const last = / \| .{1,200} \| ([\p{L} ]{2,30})$/u.exec(text);
    const found = arrow ?? moved ?? entered ?? closed ?? (last && { ...last, index: text.lastIndexOf(' | ') });
    // "Disk space Alarm" of a message whose end says "Disk space OK".
    if (found === null && /[\p{Ll}\d)](?<! to) (?:Alarm|ALARM)$/u.test(text)) {
      reading.shown ??= reading.text;
      reading.text = text.slice(0, -6);
      return;
    }
    if (found !== null && found.index > 0 && reading.note(withoutMarks(found[1]!))) {
      reading.text = text.slice(0, found.index);
      continue;
    }
    if (!takeWords(reading, text)) return;
  }
}

/** `Backup OK of web-1`, `Resource limit matched disk`, `Deploy to live failed for shop`. */
export function takeMiddle(reading: TitleReading) {
  if (reading.action !== null || reading.text.length > 400) return;
  // "Lost the connection to web-1", "Restored the connection to web-1".
  const verb = /^(Lost|Restored) (?:the )?(?=\p{Ll}{3,20} )/u.exec(reading.text);
  if (verb !== null && reading.note(verb[1]!)) {
    reading.shown ??= reading.text;
    reading.text = reading.text.slice(verb[0].length);
    return;
  }
  const went = wentInFront.exec(reading.text);
  if (went !== null && reading.note(went[2]!)) {
    reading.shown ??= reading.text;
    reading.text = (went[1] ?? '') + reading.text.slice(went[0].length);
    return;
  }
  const marked = markInMiddle.exec(reading.text);
  if (marked !== null && reading.note(marked[1]!)) {
    reading.shown ??= reading.text;
    reading.text = `${reading.text.slice(0, marked.index)}${reading.text.slice(marked.index + marked[0].length)}`;
    return;
  }
  // What the plugin wrote behind the state differs with it.
  const state = stateInMiddle.exec(reading.text);
  if (state !== null && reading.note(state[1]!)) {
    reading.shown ??= reading.text;
    reading.text = reading.text.slice(0, state.index);
    return;
  }
  const status = statusInMiddle.exec(reading.text) ?? linkInMiddle.exec(reading.text);
  if (status !== null && reading.note(status[2]!)) {
    reading.shown ??= reading.text;
    // Details in brackets differ with the state.
    const rest = reading.text.slice(status.index + status[0].length).replace(/^[.;]?(?: \[[^\][]{1,200}\]){1,4}$/, '');
    // "The link is down, leaving the group": what follows only says what was done about it.
    reading.text = `${reading.text.slice(0, status.index + status[1]!.length)} #${rest.startsWith(',') ? '' : rest}`;
    return;
  }
  const found =
    workInMiddle.exec(reading.text) ??
    quotedInMiddle.exec(reading.text) ??
    alertInMiddle.exec(reading.text) ??
    alertInFront.exec(reading.text);
  if (found === null || !reading.note(found[2]!)) return;
  reading.shown ??= reading.text;
  reading.text = `${reading.text.slice(0, found.index + found[1]!.length)}${reading.text.slice(found.index + found[0].length)}`;
}

function takeWords(reading: TitleReading, text: string): boolean {
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
      reading.action ??= 'resolve';
      reading.text = words.slice(0, end - 2).join(' ') || phrase.charAt(0).toUpperCase() + phrase.slice(1);
      return true;
    }
    if (
      words
        .slice(Math.max(0, end - 3), end)
        .some((word) => /^(?:not|never|no|cannot|unable|nicht|\w+n['’]t)$/i.test(word))
    ) {
      reading.action ??= action === 'trigger' ? null : 'trigger';
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
    reading.note(phrase);
    reading.text = words
      .slice(0, end)
      .join(' ')
      .replace(/\s*[-–—:|,]$/, '');
    return true;
  }
  return false;
}

/** `SCANNING_FAILED`, as programs write what happened. */
export function takeToken(reading: TitleReading) {
  const token =
    /^([A-Z]{2,}(?:_[A-Z]+)*)_([A-Z]{2,})(?=$|: )/.exec(reading.text) ??
    /^([a-z]{3,20}(?:[A-Z][a-z]{1,20}){0,3})([A-Z][a-z]{1,12})(?=$|: | on )/.exec(reading.text);
  if (token === null || !endsOfToken.test(token[2]!.toUpperCase()) || !reading.note(token[2]!)) return;
  reading.shown ??= reading.text;
  reading.text = token[1]! + reading.text.slice(token[0].length);
}

/** Whether a text ends in a state of at most four words. */
function readTail(text: string): boolean {
  const words = text.toLowerCase().split(' ');
  for (let length = Math.min(4, words.length); length > 0; length--)
    if (actionOfWord.has(words.slice(-length).join(' '))) return true;
  return false;
}
