import type { ParsedMail } from 'mailparser';
import { eventually } from '../../../../test/harness/eventually.ts';
import type { SmtpSink } from '../../../../test/harness/smtp-sink.ts';

export const mailsTo = (sink: SmtpSink, address: string): ParsedMail[] =>
  sink.mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));

/** Fills in the form of the public page as a browser does. */
export function submit(url: string, fields: [string, string][]): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** The path of the first link to such a place in a mail; mails name the public address, tests reach the server by another. */
export function linkIn(mail: ParsedMail, place: string): string {
  const found = new RegExp(`https?://[^/\\s]+(/status/${place}/[^\\s"<]+)`).exec(mail.text ?? '');
  if (!found) throw new Error(`No link to ${place} in: ${mail.text}`);
  return found[1]!;
}

/** Asks for mails, follows the link of the mail and presses the button. Returns the path of the link to confirm. */
export async function subscribeAndConfirm(
  url: string,
  sink: SmtpSink,
  email: string,
  components: string[] = [],
): Promise<string> {
  await submit(`${url}/status/subscriptions`, [
    ['email', email],
    ...components.map((slug): [string, string] => ['component', slug]),
  ]);
  const mail = await eventually(() => mailsTo(sink, email).find(({ subject }) => subject?.startsWith('Confirm')));
  const link = linkIn(mail, 'confirmations');
  const confirmed = await submit(url + link, []);
  if (confirmed.status !== 200) throw new Error(`Not confirmed: ${confirmed.status}`);
  return link;
}
