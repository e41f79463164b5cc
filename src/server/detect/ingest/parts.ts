/**
 * Cuts a large list of alerts into parts that are requests of their own: each is parsed, stored and absorbed by
 * itself, so that a group of any size holds up the thread, and everybody else's alerts, no longer than a small one.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endOfString } from '../../platform/http/json-depth.ts';
import { readText } from '../source-types/reading/read-body.ts';
import type { SourceRequest } from '../source-types/source.ts';

const maxPartBytes = 128 * 1024;
const maxPartItems = 100;
/** `{}` and a comma. */
const smallestItemBytes = 3;
/** More than this in one request is no sender we know of, and a small body could hold a flood. */
const maxItems = 20_000;
/** What stands around the list is repeated in every part. */
const maxAroundBytes = 64 * 1024;
/** Characters that are looked at before others get their turn. */
const charactersPerTurn = 500_000;

/** Whether a request is large enough to be looked at for a list. Items that hold little cost as much as others. */
export function isLarge(body: Uint8Array): boolean {
  if (body.length > maxPartBytes) return true;
  if (body.length < smallestItemBytes * 5 * maxPartItems) return false;
  let items = 0;
  for (let at = 0; at < body.length; at += 1) if (body[at] === openBrace) items += 1;
  return items > 5 * maxPartItems;
}

/**
 * The parts of a request whose body is a JSON list, holds one under a usual name such as `alerts` or has JSON on each
 * line; null for all else.
 */
export async function cutIntoParts(request: SourceRequest): Promise<SourceRequest[] | null> {
  const text = readText(request);
  const list = (await findLines(text)) ?? (await findList(text));
  if (list === null) return null;
  const { start, end, commas } = list;
  const [before, after] = [text.slice(0, start + 1), text.slice(end)];
  if (before.length + after.length > maxAroundBytes || commas.length >= maxItems) return null;
  const parts: SourceRequest[] = [];
  let from = start + 1;
  let items = 0;
  const close = (to: number) => {
    const place = parts.length === 0 ? '' : `.${parts.length}`;
    parts.push({
      ...request,
      contentType: request.contentType.replace(/;\s*charset=[^;]*/i, ''),
      body: Buffer.from(before + text.slice(from, to) + after),
      assignedKey: request.assignedKey + place,
    });
    from = to + 1;
    items = 0;
  };
  for (const [place, comma] of commas.entries()) {
    items += 1;
    const nextEnd = commas[place + 1] ?? end;
    if (items >= maxPartItems || nextEnd - from > maxPartBytes) {
      close(comma);
      if (parts.length % 8 === 0) await nextTurn();
    }
  }
  close(end);
  return parts;
}

/** Where the items of a text stand: after `start`, before `end`, and between them commas or the ends of lines. */
type List = { start: number; end: number; commas: number[] };

const quote = 0x22;
const comma = 0x2c;
const openBrace = 0x7b;
const openBracket = 0x5b;

/**
 * The lines of a text when there are several and each begins and ends as an object or a list does; null when the text
 * is anything else. One JSON value is never written like that: a comma stands between what it holds.
 */
async function findLines(text: string): Promise<List | null> {
  const ends: number[] = [];
  let count = 0;
  let turnAt = charactersPerTurn;
  for (let at = 0; at < text.length && count <= maxItems; ) {
    if (at > turnAt) {
      turnAt = at + charactersPerTurn;
      await nextTurn();
    }
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    const [first, last] = [skipBlanks(text, at, end, 1), skipBlanks(text, end - 1, at - 1, -1)];
    if (first < end) {
      if ((text.charCodeAt(first) | 0x20) !== 0x7b || (text.charCodeAt(last) | 0x20) !== 0x7d) return null;
      count += 1;
      if (end < text.length) ends.push(end);
    }
    at = end + 1;
  }
  return count < 2 ? null : { start: -1, end: text.length, commas: ends };
}

/** The place of the first character that is no blank, on the way to `end`; at most ten blanks are skipped. */
function skipBlanks(text: string, from: number, end: number, step: 1 | -1): number {
  let at = from;
  while (at !== end && Math.abs(at - from) < 10 && text.charCodeAt(at) <= 0x20) at += step;
  return at;
}

/** What senders call their list of alerts. */
const usualLists =
  /^(?:(?:active)?alerts|incidents|alarms|problems|issues|events|messages|notifications|items|records|results|data|entries|checks|monitors|findings)$/i;

const isOfObjects = (text: string, at: number) => /^\s{0,20}\{/.test(text.slice(at + 1, at + 30));

/** Where the list of the text begins and ends, and the commas between its items; null when the text is no such JSON. */
async function findList(text: string): Promise<List | null> {
  let list: List | null = null;
  let depth = 0;
  let listDepth = -1;
  let lastName = '';
  let listName: string | null = null;
  let turnAt = charactersPerTurn;
  for (let at = 0; at < text.length; at += 1) {
    if (at > turnAt) {
      turnAt = at + charactersPerTurn;
      await nextTurn();
    }
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (depth === 1 && listDepth === -1) lastName = text.slice(at + 1, Math.min(end, at + 20));
      at = end;
    } else if (code === comma) {
      if (depth === listDepth) list!.commas.push(at);
      else if (depth === 1) lastName = '';
    } else if ((code | 0x20) === 0x7b) {
      const isList =
        code === openBracket &&
        (depth === 0 ||
          (depth === 1 && (lastName === 'alerts' || (usualLists.test(lastName) && isOfObjects(text, at)))));
      depth += 1;
      if (isList) {
        // Of two lists with one name the last would count; of two others the alerts do.
        if (lastName === listName) return null;
        if (list === null || lastName === 'alerts') {
          list = { start: at, end: -1, commas: [] };
          listDepth = depth;
          listName = lastName;
        }
      }
    } else if ((code | 0x20) === 0x7d) {
      if (depth === listDepth) {
        list!.end = at;
        listDepth = -1;
      }
      depth -= 1;
      if (depth < 0) return null;
    }
  }
  return depth === 0 && list !== null && list.end !== -1 ? list : null;
}
