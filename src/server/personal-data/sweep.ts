/** One bounded step of a removal at a time, in the transaction that keeps how far it has come. */
import {
  likePatterns,
  type Patterns,
  type PersonalWords,
  pseudonymAddressOf,
  pseudonymOf,
  sentencePatterns,
  wholePatterns,
} from '../../domain/directory/personal-data.ts';
import { type Queryable, row, rows, run } from '../platform/db/database.ts';
import { columnClasses, columnsOf, linesOfOurs, ownFields, ownRows, ownSubjects } from './columns.ts';

/** Rows that are deleted, and blocks of a table that are gone through, in one step. */
const rowsPerStep = 1_000;
const blocksPerStep = 128;

const sweptTables = Object.keys(columnClasses).filter((table) => columnsOf(table, 'names', 'kept', 'texts').length > 0);

/** The steps of one pass, by name: rows that go, then tables whose rows stay. */
export const steps: readonly string[] = [...ownRows.map(({ table }) => `rows of ${table}`), ...sweptTables];

export type Search = { removalId: number; personId: number; words: PersonalWords; texts: 'keep' | 'replace' };
export type StepResult = { changed: number; nextBlock: number | null };

/** @returns where to go on in the same step; null at its end */
export async function runStep(tx: Queryable, search: Search, step: string, block: number): Promise<StepResult> {
  const own = ownRows.find(({ table }) => step === `rows of ${table}`);
  if (!own) return sweep(tx, search, step, block);
  const changed = await run(
    tx,
    `delete from ${own.table} where ctid = any (array(
       select ctid from ${own.table} where ${own.person} = $1 and ${own.only ?? 'true'} limit ${rowsPerStep}))`,
    [search.personId],
  );
  return { changed, nextBlock: changed === rowsPerStep ? block : null };
}

/**
 * Replaces what is looked for in the rows that stand in some blocks of the table. What a change moves behind the place
 * that was reached is found by the next pass.
 */
async function sweep(tx: Queryable, search: Search, table: string, block: number): Promise<StepResult> {
  if (search.texts === 'keep' && !holdsOurs(table)) return { changed: 0, nextBlock: null };
  const { blocks } = (await row<{ blocks: number }>(
    tx,
    `select pg_relation_size($1::regclass) / current_setting('block_size')::int as blocks`,
    [table],
  ))!;
  const types = await readTypes(tx, table);
  const { text, values } = statement(search, table, types);
  const until = block + blocksPerStep;
  const changed = await run(tx, text, [...values, `(${block},0)`, `(${until},0)`]);
  return { changed, nextBlock: until < blocks ? until : null };
}

/** Whether anything in the table is replaced while texts are kept. */
const holdsOurs = (table: string) =>
  columnsOf(table, 'names', 'kept').length > 0 ||
  columnsOf(table, 'texts').some((column) => linesOfOurs[`${table}.${column}`] !== undefined);

async function readTypes(tx: Queryable, table: string): Promise<Map<string, string>> {
  const found = await rows<{ name: string; type: string }>(
    tx,
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return new Map(found.map(({ name, type }) => [name, type]));
}

function statement({ personId, words, texts }: Search, table: string, types: Map<string, string>) {
  const whole = wholePatterns(words);
  const within = sentencePatterns(words);
  const values: unknown[] = [likePatterns(words), personId, pseudonymOf(personId), pseudonymAddressOf(personId)];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const patterns = ({ names, addresses }: Patterns) => `${bind(names)}::text, ${bind(addresses)}::text`;
  const inSentence = patterns(within);
  const inWhole = patterns(whole);
  // PostgreSQL wants to know the type of every binding, also of those that this table does not need.
  const typed = `num_nulls($2::bigint, $3::text, $4::text, ${inSentence}, ${inWhole}) = 0`;
  const replaced = (column: string, found: string) => {
    const type = types.get(column);
    const stand = '$3::text, $4::text';
    if (type === 'jsonb') return `evenkeel.without_person(t."${column}", $2::bigint, ${found}, ${stand})`;
    if (type === 'text[]')
      return `array(select evenkeel.without_person(each, ${found}, ${stand}) from unnest(t."${column}") as each)`;
    return `evenkeel.without_person(t."${column}", ${found}, ${stand})`;
  };
  const columns = new Map<string, string>();
  for (const column of columnsOf(table, 'names')) columns.set(column, replaced(column, inSentence));
  for (const column of columnsOf(table, 'kept'))
    columns.set(column, replaced(column, texts === 'replace' ? inSentence : inWhole));
  for (const column of columnsOf(table, 'texts')) {
    const ours = linesOfOurs[`${table}.${column}`];
    if (texts === 'replace') columns.set(column, replaced(column, inSentence));
    else if (ours) columns.set(column, `case when ${ours} then ${replaced(column, inSentence)} else t."${column}" end`);
  }
  const likely = [...columns.keys()].map((column) => `t."${column}"::text ilike any ($1)`);
  if (table === 'events') {
    const isOwn = ownEvent(bind(ownSubjects));
    const fields = bind(ownFields);
    columns.set(
      'data',
      `case when ${isOwn} then evenkeel.without_texts(${columns.get('data')}, ${fields}::text[]) else ${columns.get('data')} end`,
    );
    likely.push(isOwn);
  }
  const all = [...columns];
  const text = `update ${table} t set ${all.map(([column, to]) => `"${column}" = ${to}`).join(', ')}
    where t.ctid >= $${values.length + 1}::tid and t.ctid < $${values.length + 2}::tid and ${typed} and (${likely.join(' or ')})
      and (${all.map(([column, to]) => `t."${column}" is distinct from ${to}`).join(' or ')})`;
  return { text, values };
}

/** Whether an event is about somebody's own things: their account, contact methods, absences, tokens. */
const ownEvent = (subjects: string) => `(t.subject_kind = any (${subjects}::text[]) and (
    t.subject_kind = 'person' and t.subject_id = $2::bigint
    or jsonb_path_exists(t.data, '$.**.personId ? (@ == $id)', jsonb_build_object('id', $2::bigint))
    or t.subject_kind <> 'person' and t.actor ->> 'personId' = $2::bigint::text)
  or t.kind = 'signIn.emergency' and t.actor ->> 'personId' = $2::bigint::text)`;
