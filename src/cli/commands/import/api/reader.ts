/** Reads another tool's API: one request at a time, on one host. */
import { setTimeout as pause } from 'node:timers/promises';
import { CommandProblem } from '../../../exit-codes.ts';

export type Json = Record<string, unknown>;

export type ApiReading = {
  /** One JSON document in the form that the importer reads from a file. */
  dump: Record<string, Json[]>;
  /** What the key may not read, or the plan of the account does not have. */
  skipped: string[];
};

const mostTries = 8;
const longestPauseSeconds = 120;
const requestTimeoutMs = 60_000;
export const mostPages = 1_000;

/** The API said no, or cannot be reached (`status` 0). */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type ApiReader = {
  /** @throws Refused */
  get(path: string): Promise<Json>;
  /** For what is asked by a body, such as a query. @throws Refused */
  post(path: string, body: Json): Promise<Json>;
  /** What is left out, and named, where the key may not read it. */
  optional(name: string, read: () => Promise<Json[]>): Promise<Json[]>;
  skipped: string[];
};

/**
 * When the API says that it has had enough (429), or fails for the moment, it is asked again after the time that it names.
 *
 * @param headers with the key
 * @param progress is told what is read
 */
export function createApiReader(
  base: string,
  headers: Record<string, string>,
  progress: (what: string) => void,
): ApiReader {
  const skipped: string[] = [];
  async function ask(path: string, { headers: more, ...init }: RequestInit): Promise<Json> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${base}${path}`, {
        ...init,
        headers: { ...headers, ...(more as Record<string, string> | undefined) },
        redirect: 'error',
        signal: AbortSignal.timeout(requestTimeoutMs),
      }).catch((error: Error) => {
        const reason = (error.cause as Error | undefined)?.message ?? error.message;
        throw new Refused(0, `${base} cannot be reached: ${reason}.`);
      });
      const body = await answer.text();
      if (answer.ok) return objectOf(parsed(body));
      const isPassing = answer.status === 429 || answer.status >= 500;
      if (!isPassing || attempt === mostTries)
        throw new Refused(answer.status, `${path.split('?')[0]} answers ${answer.status}: ${messageOf(body)}`);
      await pause(1_000 * pauseSeconds(answer.headers, attempt));
    }
  }
  return {
    skipped,
    get: (path) => ask(path, {}),
    post: (path, body) =>
      ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    async optional(name, read) {
      progress(name);
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof Refused) || ![400, 402, 403, 404, 422].includes(error.status)) throw error;
        skipped.push(`${name}: ${error.message}`);
        return [];
      }
    },
  };
}

/** @throws CommandProblem that names the tool, where what has to be read is refused */
export async function readWhole<Reading>(tool: string, read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refused) throw new CommandProblem(`${tool}: ${error.message}`);
    throw error;
  }
}

/** What the service asks for, else longer each time. */
function pauseSeconds(headers: Headers, attempt: number): number {
  const given = ['retry-after', 'ratelimit-reset', 'x-ratelimit-period-in-sec'].map((name) => headers.get(name));
  const asked = Number(given.find((value) => value !== null) ?? Number.NaN);
  const seconds = Number.isFinite(asked) && asked >= 0 ? asked : 2 ** attempt;
  return Math.min(seconds, longestPauseSeconds);
}

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The things of a list; none where it is none. */
export const thingsOf = (given: unknown): Json[] => (Array.isArray(given) ? given.map(objectOf) : []);

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused(0, 'it answers with something that is not JSON.');
  }
}

function messageOf(body: string): string {
  try {
    const answer = objectOf(JSON.parse(body));
    const said =
      answer.message ?? answer.detail ?? objectOf(answer.error).message ?? objectOf(answer.meta).error_message;
    return String(said ?? body).slice(0, 200);
  } catch {
    return body.slice(0, 200);
  }
}
