import { ApiProblem, type Client, createClient } from '../../client/client.ts';
import { belowBase } from '../base.ts';
import { askConfirmation } from '../ui/screen/confirmation.ts';
import { askWaiver, type MissingCertificate } from '../ui/screen/waiver.ts';
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

const client = createClient({ baseUrl: belowBase(''), fetch: timedFetch });

/** The typed client on the page's own origin, signed in by its cookie; passes on that something has to be proved. */
export const unaskedApi: Client = {
  call: async (endpoint, input, options) => whole(endpoint.name, await client.call(endpoint, input, options)),
};

/**
 * The same, which asks the person where the server wants something first, and goes on afterwards: a proof that it is them,
 * or a reason to do without a certificate.
 */
export const api: Client = {
  async call(endpoint, input, options) {
    try {
      return await unaskedApi.call(endpoint, input, options);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'confirmation_required' && (await askConfirmation()))
        return unaskedApi.call(endpoint, input, options);
      if (error.code !== 'certificate_required') throw error;
      const waiverReason = await askWaiver(missingCertificate(error));
      if (waiverReason === null) throw error;
      const { query } = input as { query?: object };
      return unaskedApi.call(endpoint, { ...input, query: { ...query, waiverReason } }, options);
    }
  },
};

function missingCertificate({ message, extension: { courseKey, courseTitle, note } }: ApiProblem): MissingCertificate {
  return {
    sentence: message,
    note: String(note ?? ''),
    courseKey: String(courseKey),
    courseTitle: String(courseTitle),
  };
}
