import { createClient } from '../../client/client.ts';
import { sampleServerClock } from '../ui/server-clock.ts';
import { noticeAnswer } from './answering.ts';

/** Every answer also teaches the server's clock: `evenkeel-now` when the server sends it, else the Date header. */
const timedFetch: typeof fetch = async (input, init) => {
  const sentMs = Date.now();
  const response = await noticeAnswer(fetch(input, init));
  const exact = response.headers.get('evenkeel-now');
  const coarse = response.headers.get('date');
  if (exact) sampleServerClock(Date.parse(exact), sentMs, Date.now());
  else if (coarse) sampleServerClock(Date.parse(coarse), sentMs, Date.now(), 1000);
  return response;
};

/** The typed client on the page's own origin, signed in by its cookie. */
export const api = createClient({ baseUrl: '', fetch: timedFetch });
