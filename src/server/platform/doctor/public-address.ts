/** Looks at the installation from outside: asks its public address as a reader of a notification would. */
import { createEgress } from '../egress/egress.ts';
import { EgressProblem } from '../egress/problem.ts';
import { type Finding, fault, ok, warning } from './check.ts';

/** Well under the patience of the doctor. */
const timeoutMs = 5_000;

/**
 * @param publicUrl the configured origin. The operator has named it, so it may be a private address; redirects are not
 * followed, as the buttons in notifications would not be either.
 */
export async function publicAddressFinding(publicUrl: string, egressAllow: readonly string[]): Promise<Finding> {
  const egress = createEgress({ allow: [...egressAllow, new URL(publicUrl).hostname.replace(/^\[|\]$/g, '')] });
  try {
    const url = `${publicUrl}/healthz`;
    const reply = await egress.request({ url, timeoutMs, maxResponseBytes: 1_000, truncate: true });
    const { status, headers } = reply;
    if (status >= 300 && status < 400)
      return fault(
        `${publicUrl} redirects to ${String(headers.location ?? 'somewhere else').slice(0, 200)}: set EVENKEEL_PUBLIC_URL to the address people end up at.`,
      );
    const isOurs = headers['evenkeel-now'] !== undefined && reply.body.toString('utf8').includes('"ok"');
    if (status !== 200 || !isOurs)
      return fault(
        `${publicUrl} is answered by something else (status ${status} for /healthz): links in notifications do not lead here.`,
      );
    if (!publicUrl.startsWith('https:'))
      return warning(`${publicUrl} is not encrypted: passkeys and browser notifications need https.`);
    return ok(`${publicUrl} leads here (answered in ${Math.round(reply.durationMs)} ms).`);
  } catch (error) {
    if (!(error instanceof EgressProblem)) throw error;
    return warning(
      `${publicUrl} could not be reached from this server (${error.message}): if people cannot reach it either, links in notifications lead nowhere.`,
    );
  } finally {
    await egress.close();
  }
}
