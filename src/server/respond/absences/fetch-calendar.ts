import type { Egress, EgressResponse } from '../../platform/egress/egress.ts';
import type { EgressProblem, EgressProblemCode } from '../../platform/egress/problem.ts';
import { readUrl } from '../../platform/url.ts';
import { CalendarProblem } from './calendar-text.ts';

const timeoutMs = 20_000;
const mostBytes = 2_000_000;
const longestTag = 500;

export type FetchedCalendar = { text: string; etag: string | null };

const words: Record<EgressProblemCode, string> = {
  aborted: 'Reading was interrupted.',
  bad_request: 'This is not an address that can be read.',
  dns: 'No server is known by this name.',
  egress_denied: 'Evenkeel is not allowed to connect to this address.',
  protocol: 'The server’s reply is not understood.',
  refused: 'The server cannot be reached.',
  reset: 'The connection broke.',
  timeout: 'The server did not reply in time.',
  tls: 'There is no trusted encrypted connection to the server.',
  too_large: 'The calendar is larger than 2 MB.',
};

/** @throws CalendarProblem for what is no address of the web; calendars call theirs `webcal` */
export function addressOf(text: string): URL {
  const url = readUrl(text.trim().replace(/^webcals?:/i, 'https:'));
  if (!url || !/^https?:$/.test(url.protocol))
    throw new CalendarProblem('Enter an address that starts with https://, http:// or webcal://.');
  return url;
}

/** The text at an address, or that it is the one with this tag. @throws CalendarProblem */
export async function fetchCalendar(
  egress: Egress,
  address: string,
  etag: string | null,
): Promise<FetchedCalendar | 'unchanged'> {
  const reply = await egress
    .request({
      url: addressOf(address).href,
      headers: { accept: 'text/calendar, */*;q=0.5', ...(etag === null ? {} : { 'if-none-match': etag }) },
      timeoutMs,
      maxResponseBytes: mostBytes,
      maxRedirects: 5,
    })
    .catch((error: EgressProblem) => {
      throw new CalendarProblem(words[error.code] ?? error.message);
    });
  if (reply.status === 304 && etag !== null) return 'unchanged';
  if (reply.status !== 200) throw new CalendarProblem(refusalOf(reply));
  const tag = reply.headers.etag ?? '';
  return { text: reply.body.toString('utf8'), etag: tag !== '' && tag.length <= longestTag ? tag : null };
}

function refusalOf({ status }: EgressResponse): string {
  if (status === 401 || status === 403)
    return `The server refuses access (${status}). The address may have been replaced by a new one.`;
  if (status === 404 || status === 410) return `The server has no calendar at this address (${status}).`;
  return `The server replied with ${status}.`;
}
