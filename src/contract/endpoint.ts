/**
 * The API as data. One object per endpoint; the server's validation, the OpenAPI document, the typed client
 * and the permission matrix all derive from it, so they cannot drift apart.
 */
import { z } from 'zod';
import type { Permission } from './permissions.ts';
import type { TeamScope } from './whose.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Endpoint = {
  /** Unique camelCase name; the operationId of the OpenAPI document. */
  name: string;
  method: Method;
  /** Path with `:name` parameters, from the root: `/api/v1/teams/:id`. */
  path: string;
  permission: Permission;
  /** Said wherever the permission can be had for a team: which teams it has to be had for. */
  teams?: TeamScope;
  summary: string;
  /** The section of the reference page; the resource's plural noun. */
  tag: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  output: z.ZodType;
  /** Success status; 200 when left out. 204 goes with `output: noContent`. */
  status?: number;
  /** Not a JSON answer (feeds, pages, streams): the content type that is sent. */
  contentType?: string;
  /**
   * Somebody in a browser must have proved within the last 15 minutes that it is them, by signing in or by
   * `confirmSession`; otherwise `confirmation_required`. A function decides by the body or query.
   */
  confirms?: true | ((input: { body: unknown; query: unknown }) => boolean);
  /** A file is uploaded: the body may have 16 MiB, elsewhere 1 MiB. */
  largeBody?: true;
  /** The version in the answer is not of what this changes, so If-Match is refused. */
  versionIsOfElse?: true;
  /** The answer holds a secret that is shown once, so it is not kept for Idempotency-Key. */
  answersSecret?: true;
  /**
   * Takes a plain HTML form. `true`: the press of a button, its fields are not read. `fields`: they are the body,
   * and a field that comes several times is a list.
   */
  form?: true | 'fields';
  /** Another site sends browsers here with a form, so who is signed in does not count, and answers of providers are long. */
  isFromElsewhere?: true;
};

/** Whether it changes a thing with a version, so that If-Match may name the version that the change was made from. */
export function takesIfMatch({ method, output, versionIsOfElse }: Endpoint): boolean {
  const replaces = method === 'PUT' || method === 'PATCH';
  return replaces && !versionIsOfElse && output instanceof z.ZodObject && 'version' in output.shape;
}

export function endpoint<const E extends Endpoint>(spec: E): E {
  return spec;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Given<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler receives after validation. */
export type InputOf<E extends Endpoint> = {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
};
/** What a caller passes. */
export type CallOf<E extends Endpoint> = (E['params'] extends z.ZodType ? { params: Given<E['params']> } : object) &
  (E['query'] extends z.ZodType ? { query?: Given<E['query']> } : object) &
  (E['body'] extends z.ZodType ? { body: Given<E['body']> } : object);
export type OutputOf<E extends Endpoint> = z.output<E['output']>;
/** What a handler returns: the schema's input, so that Dates may be turned into strings by the schema. */
export type ReplyOf<E extends Endpoint> = z.input<E['output']>;

export const noContent = z.void();

/** An instant as RFC 3339 text in UTC. Handlers may return a Date; the wire always carries text. */
export const instant = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString()))
  .pipe(z.string())
  .meta({ id: 'Instant', description: 'An instant as RFC 3339 text, UTC.', format: 'date-time' });

/** An instant given by a caller, with an offset or Z. */
export const instantInput = z.iso.datetime({
  offset: true,
  error: 'Write an instant with seconds and an offset or Z, such as 2027-05-01T10:00:00Z.',
});

/** A day of the calendar given by a caller. */
export const dateInput = z.iso.date({ error: 'Write a day such as 2027-05-01.' });

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const idParams = z.strictObject({ id });

/** Whatever has a name, as others refer to it. */
export const named = z.object({ id, name: z.string() });

/** All rows of a list in the order that they are to have. */
export const newOrder = (most: number) =>
  z.strictObject({
    ids: z.array(id).max(most),
    seen: z
      .array(id)
      .max(most)
      .optional()
      .describe('The order as the caller knew it; refused with 412 when it has changed'),
  });
export type NewOrder = z.output<ReturnType<typeof newOrder>>;

export const slug = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'Use lower-case letters, digits and hyphens.');

/** A character that leaves ink: no control, blank or mark, nor one of the letters and symbols that are drawn empty. */
const visible = /[^\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * One line of text that a person typed: trimmed, without what steers a terminal or makes a text read as another one.
 * Marks of direction (U+200E, U+200F) stay: names in Hebrew and Arabic need them, and they reorder nothing by force.
 */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'Control characters are not allowed.')
    .regex(
      /^[^\u2028-\u202e\u2066-\u2069]*$/u,
      'Invisible characters that reorder text or break the line are not allowed.',
    )
    .regex(visible, 'Something that can be seen is needed.');

/** Free text of several lines; NUL is refused because PostgreSQL text cannot hold it. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\u0000'), 'The NUL character is not allowed.');

export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone), 'Use an IANA time zone such as Europe/Berlin.');

function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Keyset paging: `limit` and the opaque `cursor` of the page before. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** Paging of a list by name, from which things are chosen: what was typed, and those that are chosen already. */
export const nameQuery = pageQuery.extend({
  search: text(100)
    .trim()
    .optional()
    .describe('Words that all occur in the name or in the slug (of people, the address); the closest names come first'),
  ids: z
    .union([id, z.array(id).max(200)])
    .optional()
    .describe('Only these'),
});

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The content type of exports for spreadsheets. */
export const csvType = 'text/csv; charset=utf-8';

/** How many rows a filter of a list matches. */
export const matchCount = z
  .object({
    count: z.number().int(),
    isComplete: z.boolean().describe('False when there are more: counting stops at 10,000, or after a long search'),
  })
  .meta({ id: 'MatchCount' });
export type MatchCount = z.output<typeof matchCount>;
