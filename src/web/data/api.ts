import { ApiProblem, type Client, createClient } from '../../client/client.ts';
import { askConfirmation } from '../ui/screen/confirmation.ts';
import { sampleServerClock } from '../ui/time/server-clock.ts';
import { noticeAnswer } from './answering.ts';
import { whole } from './older-answers.ts';

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

const client = createClient({ baseUrl: '', fetch: timedFetch });

/** The typed client on the page's own origin, signed in by its cookie; passes on that something has to be proved. */
export const unaskedApi: Client = {
  call: async (endpoint, input, options) => whole(endpoint.name, await client.call(endpoint, input, options)),
};

/** The same, which asks the person to prove that it is them where the server wants that, and goes on afterwards. */
export const api: Client = {
  async call(endpoint, input, options) {
    try {
      return await unaskedApi.call(endpoint, input, options);
    } catch (error) {
      const isAsked = error instanceof ApiProblem && error.code === 'confirmation_required';
      if (!isAsked || !(await askConfirmation())) throw error;
      return unaskedApi.call(endpoint, input, options);
    }
  },
};
