// What stands in the middle of a title and at its end: how it is, since when and why.
import { withoutMarks } from './marks.ts';
import type { Told } from './title-told.ts';
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
} from './title-words.ts';
import { actionOfWord } from './vocabulary.ts';
import { stateOfSigns } from './word-stems.ts';

/** ` is DOWN`, ` has recovered`, ` OK -> CRIT`, ` [critical]` at the end. */
export function takeEnd(told: Told) {
  // The page of what is told.
  const address = /\s*[:–—|-]?\s*\(?https?:\/\/\S{3,300}$/i.exec(told.text);
  if (address !== null && address.index > 8 && !/ (?:for|of|on|at|to|from)$/i.test(told.text.slice(0, address.index))) {
    told.shown ??= told.text.slice(0, address.index);
    told.text = told.text.slice(0, address.index);
  }
  // Chinese, Japanese and Korean put no blank in front of how it is: `磁盘空间恢复`.
  const signs = stateOfSigns(told.text);
  if (signs !== '' && told.note(signs)) told.text = told.text.slice(0, -signs.length).trim();
  // "Shop is recovered. All is well again!": the first sentence says what is, the last one comforts.
  const comforted =
    /^([^.!?]{6,200}[^.!?\s])[.!] (?:All|Everything|No|Nothing|Thank|You|We)(?: [a-z&']{1,12}){0,7}[.!]?$/.exec(
      told.text,
    );
  if (comforted !== null && readTail(comforted[1]!)) {
    told.shown ??= told.text;
    told.text = comforted[1]!;
  }
  // "On battery power in response to an input power problem": why it is so.
  const why = / (?:in response to|because of|due to|caused by) /i.exec(told.text);
  if (why !== null && readTail(told.text.slice(0, why.index))) {
    told.shown ??= told.text;
    told.text = told.text.slice(0, why.index);
  }
  told.text = told.text
    .replace(/[.,;]? (?:0x[0-9a-f]{2,8}|\(0x[0-9a-f]{1,8}\))$/i, '')
    .replace(
      /(?<=\b(?:failed|failure|error|crashed|aborted)),? \(?(?:with )?(?:rc|exit(?: code| status)?|code|errno)\s?[=:]?\s?-?\d{1,5}\)?$/i,
      '',
    )
    .replace(/ resolution state: (?=\p{L}{2,20}$)/iu, ' state: ')
    .replace(/[\s,;.(|–-]{0,3}\b(?:current value|value|usage|val)(?:\s?[:=]\s?\S{1,30}|\s-?\d\S{0,30})$/i, '');
  // "Certificate of shop expires in 6 days", and later "was renewed".
  const expiry = / (?:will expire|expires?|is expiring)(?: (?:in|on) .{1,40}| soon| today| tomorrow)?[.!]?$/i.exec(
    told.text,
  );
  if (
    expiry !== null &&
    expiry.index > 0 &&
    /\b(?:certificate|cert|ssl|tls|licen[cs]e)\b/i.test(told.text.slice(0, expiry.index))
  ) {
    told.action ??= 'trigger';
    told.text = told.text.slice(0, expiry.index);
  }
  // "web-1 is UP since 10:00".
  const since = /\d/.test(told.text) ? / (?:since|at) [-\d:.,/TZ+ ]{4,40}(?:UTC|GMT)?$/.exec(told.text) : null;
  if (since !== null && readTail(told.text.slice(0, since.index))) {
    told.shown ??= told.text.slice(0, since.index);
    told.text = told.text.slice(0, since.index);
  }
  // "Disk space OK (12.5 %)".
  const measured = !told.text.endsWith(')')
    ? null
    : / \((?:(?:value|val|was|now|current)[:= ]{1,2})?[-+]?\d[\d.,]{0,12} ?[\p{L}%°/]{0,8}\)$/u.exec(told.text);
  if (measured !== null && readTail(told.text.slice(0, measured.index))) {
    told.shown ??= told.text;
    told.text = told.text.slice(0, measured.index);
  }
  for (let turn = 0; turn < 3; turn++) {
    const text = told.text
      .replace(/[\s!.*]{1,20}$/, '')
      .replace(/(?<=\p{L}) (?:again|once more|wieder|again now)$/iu, '');
    const violated = / threshold (violated|violation)$/i.exec(text);
    if (violated !== null) {
      told.shown ??= told.text;
      told.action ??= 'trigger';
      told.text = text.slice(0, -violated[1]!.length - 1);
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
      told.shown ??= told.text;
      told.text = text.slice(0, -6);
      return;
    }
    if (found !== null && found.index > 0 && told.note(withoutMarks(found[1]!))) {
      told.text = text.slice(0, found.index);
      continue;
    }
    if (!takeWords(told, text)) return;
  }
}

/** `Backup OK of web-1`, `Resource limit matched disk`, `Deploy to live failed for shop`. */
export function takeMiddle(told: Told) {
  if (told.action !== null || told.text.length > 400) return;
  // "Lost the connection to web-1", "Restored the connection to web-1".
  const verb = /^(Lost|Restored) (?:the )?(?=\p{Ll}{3,20} )/u.exec(told.text);
  if (verb !== null && told.note(verb[1]!)) {
    told.shown ??= told.text;
    told.text = told.text.slice(verb[0].length);
    return;
  }
  const went = wentInFront.exec(told.text);
  if (went !== null && told.note(went[2]!)) {
    told.shown ??= told.text;
    told.text = (went[1] ?? '') + told.text.slice(went[0].length);
    return;
  }
  const marked = markInMiddle.exec(told.text);
  if (marked !== null && told.note(marked[1]!)) {
    told.shown ??= told.text;
    told.text = `${told.text.slice(0, marked.index)}${told.text.slice(marked.index + marked[0].length)}`;
    return;
  }
  // What the plugin wrote behind the state differs with it.
  const state = stateInMiddle.exec(told.text);
  if (state !== null && told.note(state[1]!)) {
    told.shown ??= told.text;
    told.text = told.text.slice(0, state.index);
    return;
  }
  const status = statusInMiddle.exec(told.text) ?? linkInMiddle.exec(told.text);
  if (status !== null && told.note(status[2]!)) {
    told.shown ??= told.text;
    // Details in brackets differ with the state.
    const rest = told.text.slice(status.index + status[0].length).replace(/^[.;]?(?: \[[^\][]{1,200}\]){1,4}$/, '');
    // "The link is down, leaving the group": what follows only says what was done about it.
    told.text = `${told.text.slice(0, status.index + status[1]!.length)} #${rest.startsWith(',') ? '' : rest}`;
    return;
  }
  const found =
    workInMiddle.exec(told.text) ??
    quotedInMiddle.exec(told.text) ??
    alertInMiddle.exec(told.text) ??
    alertInFront.exec(told.text);
  if (found === null || !told.note(found[2]!)) return;
  told.shown ??= told.text;
  told.text = `${told.text.slice(0, found.index + found[1]!.length)}${told.text.slice(found.index + found[0].length)}`;
}

function takeWords(told: Told, text: string): boolean {
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
      told.action ??= 'resolve';
      told.text = words.slice(0, end - 2).join(' ') || phrase.charAt(0).toUpperCase() + phrase.slice(1);
      return true;
    }
    if (
      words
        .slice(Math.max(0, end - 3), end)
        .some((word) => /^(?:not|never|no|cannot|unable|nicht|\w+n['’]t)$/i.test(word))
    ) {
      told.action ??= action === 'trigger' ? null : 'trigger';
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
    told.note(phrase);
    told.text = words
      .slice(0, end)
      .join(' ')
      .replace(/\s*[-–—:|,]$/, '');
    return true;
  }
  return false;
}

/** `SCANNING_FAILED`, as programs write what happened. */
export function takeToken(told: Told) {
  const token =
    /^([A-Z]{2,}(?:_[A-Z]+)*)_([A-Z]{2,})(?=$|: )/.exec(told.text) ??
    /^([a-z]{3,20}(?:[A-Z][a-z]{1,20}){0,3})([A-Z][a-z]{1,12})(?=$|: | on )/.exec(told.text);
  if (token === null || !endsOfToken.test(token[2]!.toUpperCase()) || !told.note(token[2]!)) return;
  told.shown ??= told.text;
  told.text = token[1]! + told.text.slice(token[0].length);
}

/** Whether a text ends in a state of at most four words. */
function readTail(text: string): boolean {
  const words = text.toLowerCase().split(' ');
  for (let length = Math.min(4, words.length); length > 0; length--)
    if (actionOfWord.has(words.slice(-length).join(' '))) return true;
  return false;
}
