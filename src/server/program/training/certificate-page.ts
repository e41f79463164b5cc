/** The page of a certificate for whoever has its code: what it says, whether it is still good, and how to check that. */

import { practiceWords } from '../../../domain/program/practice.ts';
import type { CertificateState } from '../../../domain/program/training.ts';
import { escapeHtml } from '../../../domain/text.ts';
import { barePage } from '../../platform/http/bare-page.ts';
import type { Certified } from './signature.ts';

const states: Record<CertificateState, string> = {
  valid: 'Valid',
  'expires-soon': 'Valid, and expires soon',
  expired: 'Expired',
};
const day = (at: Date) => at.toISOString().slice(0, 10);

export function certificatePage(
  certificate: Certified & { state: CertificateState },
  { address, signature, statement }: { address: string; signature: string | null; statement: string },
): string {
  const { personName, courseTitle, issuedAt, expiresAt, practice, state, code } = certificate;
  const [person, course] = [escapeHtml(personName), escapeHtml(courseTitle)];
  // Each in the direction of its own script.
  const [name, title] = [`<bdi>${person}</bdi>`, `<bdi>${course}</bdi>`];
  return barePage(
    `${person}: ${course}`,
    `<p class="severity${state === 'expired' ? '' : ' low'}">${states[state]}</p>
<h1>${name} is certified: ${title}</h1>
<p>Passed the quiz${practice.length === 0 ? '' : `, and practised: ${escapeHtml(practice.map(practiceWords).join(', '))}`}.</p>
<p>Issued ${day(issuedAt)}, valid until ${day(expiresAt)} (UTC).</p>
<p class="quiet">Certificate ${code}. This page was made from the records of ${escapeHtml(address)}.</p>
${signature === null ? unsigned : checking(`${address}/certificates`, code, signature, statement)}`,
  );
}

const unsigned =
  '<p><strong>Not signed:</strong> the signing key of this installation cannot be opened at the moment. What is said above comes from its records.</p>';

function checking(base: string, code: string, signature: string, statement: string): string {
  return `<section><h2>Check the signature</h2>
<p>This is what is signed, with Ed25519:</p>
<pre>${escapeHtml(statement)}</pre>
<p>With OpenSSL 3, in a shell:</p>
<pre>curl -so statement.txt ${escapeHtml(`${base}/${code}/statement`)}
curl -so key.pem ${escapeHtml(`${base}/public-key`)}
echo ${signature} | base64 -d &gt; signature.bin
openssl pkeyutl -verify -rawin -pubin -inkey key.pem -in statement.txt -sigfile signature.bin</pre>
<p class="quiet">Whoever keeps these three files can check them without this installation, also after the certificate has expired. <a href="/certificates/public-key">Public key</a></p></section>`;
}

export function unknownCertificatePage(): string {
  return barePage('Evenkeel', '<h1>No certificate has this code</h1><p>Check that the address was copied whole.</p>');
}
