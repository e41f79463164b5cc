// Bodies that are neither JSON nor forms: mails, lines of JSON, XML, lines of `name: value`, plain words.
import { noteOdd, type OddPart } from '../../../../../domain/detect/odd-part.ts';
import type { JsonObject } from '../../reading/json-value.ts';
import { parseJson } from '../../reading/read-body.ts';
import { bareWords, readState } from '../action/states.ts';
import { withoutMarks } from '../title/marks.ts';
import { nameWords } from '../words/field-names.ts';
import { actionOfWord } from '../words/vocabulary.ts';
import { htmlText } from './html-text.ts';
import { mailItem } from './mail-item.ts';
import { readMail } from './mail-text.ts';
import { securityEvent } from './security-event-line.ts';
import { pairsOfLines } from './text-pairs.ts';
import { readXml } from './xml.ts';

/** What a text holds, null where it is only words. @param body the same as it was sent */
export function readTextBody(text: string, body: Uint8Array, odd: OddPart[]): unknown {
  const start = text.trimStart().slice(0, 200);
  if (start.startsWith('{') || start.startsWith('[')) return jsonLines(text, odd);
  if (/^<(?:!doctype html|html|body|p|div|table|h\d)\b/i.test(start)) return textItem(htmlText(text));
  const syslog = syslogEvent(text);
  if (syslog !== null) return syslog;
  if (start.startsWith('<')) return readXml(text);
  const table = tableRows(text);
  if (table !== null) return table;
  const mail = readMail(body);
  return mail === null ? null : mailItem(mail, odd);
}

/** One JSON value on each line; a line that is none is kept as text and noted. */
function jsonLines(text: string, odd: OddPart[]): unknown[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.every((line) => /^\s{0,10}[{[]/.test(line))) return null;
  const values: unknown[] = [];
  let good = 0;
  for (const [at, line] of lines.entries()) {
    const json = parseJson(line);
    if ('value' in json) {
      values.push(json.value);
      good++;
    } else {
      noteOdd(odd, `line ${at + 1}`, 'It is not valid JSON.');
      values.push(line);
    }
    if (at === 50 && good === 0) return null;
  }
  return good === 0 ? null : values;
}

/** A line of syslog with its own fields (RFC 5424): who says it and what kind of message it is stand in front of them. */
function syslogEvent(text: string): JsonObject | null {
  const line = text.trim();
  const plain = plainSyslog(line);
  if (plain !== null) return plain;
  const head = /^<(\d{1,3})>1 (\S{1,40}) (\S{1,255}) (\S{1,48}) \S{1,128} (\S{1,32}) \[\S{1,64} /.exec(
    line.slice(0, 800),
  );
  if (head === null || line.includes('\n')) return null;
  const [whole, , time, host, program, kind] = head;
  const data = structuredData.exec(line.slice(whole.lastIndexOf('['), 8_000))?.[0] ?? '';
  const pairs = Object.fromEntries(wordPairs(line));
  const told = pairs.Description ?? pairs.msg ?? '';
  const message = line.slice(whole.lastIndexOf('[') + data.length).trim() || told;
  const title = kind === '-' ? message || program : message === '' ? kind : `${kind}: ${message}`;
  return {
    title,
    ...(host !== '-' && { host }),
    program,
    timestamp: time,
    labels: pairs,
  };
}

/** `[id name="value"][id name="value"]` as RFC 5424 writes it. */
const structuredData = /^(?: ?\[(?:[^\]"\\]|"(?:[^"\\]|\\.){0,2000}"){0,2000}\]){1,20}/;

const kindOfMessage = /^(?:[0-9A-F]{6,10}:\d{1,2}: )/;

/** The older header of syslog (RFC 3164) with its number in front: its time and process say nothing of the condition. */
function plainSyslog(line: string): JsonObject | null {
  const head =
    /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} ([\w.-]{1,255}) (?:[a-z\d]{3,8}(?:\.[a-z]{3,8})? )?([\w./-]{1,48})\[\d{1,10}\]: (?=\S)/.exec(
      line.slice(0, 500),
    ) ??
    /^<\d{1,3}>[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} ([\w.-]{1,255}) ([A-Za-z][\w-]{1,48}): (?=\S)/.exec(
      line.slice(0, 500),
    );
  if (head === null || line.includes('\n')) return null;
  const [whole, host, program] = head;
  const title = line.slice(whole.length).replace(kindOfMessage, '');
  return { title, host, program, labels: Object.fromEntries(wordPairs(title)) };
}

/** The rows of a table under their header, at most 500; null for a text that is no table. */
function tableRows(text: string): JsonObject[] | null {
  const [header = '', ...rows] = text.trim().split(/\r?\n/, 501);
  if (rows.length === 0 || header.length > 1_000) return null;
  const separator = [',', ';', '\t', '|'].find((sign) => header.split(sign).length > 2);
  if (separator === undefined) return null;
  const cellsOfRow = (row: string) =>
    row
      .slice(0, 4_000)
      .split(separator)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const names = cellsOfRow(header);
  if (!names.every((name) => /^\p{L}[\p{L}\p{N}_ .-]{0,40}$/u.test(name)) || new Set(names).size !== names.length)
    return null;
  const cells = rows.map(cellsOfRow);
  if (!cells.every((row) => row.length === names.length) || !names.some((name) => isUsualName(name))) return null;
  return cells.map((row) => Object.fromEntries(row.map((cell, at) => [names[at]!, cell])));
}

const isUsualName = (name: string) =>
  /^(?:state|status|severity|level|priority|result|host|hostname|alert|alarm|check|service|message|event|title|time)$/.test(
    nameWords(name).at(-1) ?? '',
  );

const cellOfLog = /^\s{0,5}(\p{L}[\p{L}\p{N}_. -]{0,40}?)\s?=\s?([^=]{0,300}?)\s{0,5}$/u;
const cellOfTable = /^\s{0,5}(\p{L}[\p{L}\p{N}_. -]{0,40}?)\s?[=:]\s?([^=]{0,300}?)\s{0,5}$/u;

/** `name=value;name=some words`, where the whole line is such pairs; none for any other. */
function cellPairs(line: string): [string, string][] {
  for (const separator of [';', '|', ',']) {
    const cells = line.slice(0, 4_000).split(separator, 100);
    const pairs = cells
      .filter((cell) => cell.trim() !== '')
      .map((each) => (separator === ',' ? cellOfLog : cellOfTable).exec(each));
    if (pairs.length > 2 && pairs.every((pair) => pair !== null)) return pairs.map((pair) => [pair![1]!, pair![2]!]);
  }
  return [];
}

/** `name=value name="some words"`, as syslog and logfmt write it. */
function wordPairs(line: string): [string, string][] {
  const found = line
    .slice(0, 4_000)
    .matchAll(/(?<![\w.-])([\p{L}][\w.-]{0,40})=(?:"([^"]{0,300})"|([^\s",]{1,300}))/gu);
  return [...found].slice(0, 100).map(([, name, quoted, bare]) => [name!, quoted ?? bare ?? '']);
}

/** A line of a table: the cell that is a state, and the names beside it; null for all else. */
function cellsOf(line: string): JsonObject | null {
  const cells = line.length > 400 ? [] : line.split(/[,;\t]/).map((cell) => cell.trim());
  const names = cells.filter(
    (cell) => /\p{L}/u.test(cell) && readState(cell) === null && !/^\d{4}-\d{2}-\d{2}/.test(cell),
  );
  const states = cells.filter((cell) => cell !== '' && readState(cell) !== null);
  if (cells.length < 4 || states.length !== 1 || names.length === 0 || names.some((name) => name.split(' ').length > 4))
    return null;
  if (/[,;] /.test(line) || /[=:]\s?\S/.test(names.join(' '))) return null;
  return { title: names.join(' '), state: states[0] };
}

/** The state that a line says and nothing else but since when: `[PROBLEM - web-1 is DOWN]` names a host. */
const stateOfLine = (line: string) =>
  actionOfWord.has(bareWords(line).join(' ')) || !/[-–—].*\p{L}.* /u.test(line) ? readState(line) : null;

/** Words as an object: the first line is the title, `name: value` lines are labels. */
export function textItem(text: string): JsonObject {
  const trimmed = text.trim().replace(/^\[\d{10}\] (?=\S)/, '');
  const end = trimmed.search(/[\r\n]/);
  const first = end === -1 ? trimmed : trimmed.slice(0, end);
  const row = end === -1 ? cellsOf(first) : null;
  if (row !== null) return row;
  const state = end === -1 || first.length > 60 || /[:：]\s*\S/.test(first) ? null : stateOfLine(withoutMarks(first));
  if (state !== null) return { state, ...textItem(trimmed.slice(end)) };
  const event = end === -1 ? securityEvent(first) : null;
  if (event !== null) return event;
  const cells = end === -1 ? cellPairs(first) : [];
  if (cells.length > 0) return { labels: Object.fromEntries(cells), description: first };
  const pairs = end === -1 ? wordPairs(first) : pairsOfLines(trimmed, false);
  if (end === -1 && pairs.length > 3) return { labels: Object.fromEntries(pairs), description: first };
  // "Problema: Disk space" is a title with its state and no pair, whatever stands below.
  const single = pairsOfLines(first.slice(0, 600), true)[0];
  const isPair = pairs.length > 1 && single !== undefined && readState(single[0]) === null;
  return {
    ...(!isPair && { title: first }),
    ...(end !== -1 && { description: isPair ? trimmed : trimmed.slice(end).trim() }),
    ...(pairs.length > 0 && {
      labels: Object.fromEntries(
        isPair || single === undefined ? pairs : pairs.filter((pair) => pair[0] !== single[0]),
      ),
    }),
  };
}
