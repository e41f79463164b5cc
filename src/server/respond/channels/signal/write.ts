import { exchange, type ProviderReply } from '../exchange.ts';
import type { ProviderIo } from '../provider.ts';

type Settings = { url: string; number: string };

/** A message to one number; its id is the `timestamp` of the reply. @throws EgressProblem */
export function write(
  io: Pick<ProviderIo<Settings>, 'settings' | 'egress' | 'signal'>,
  recipient: string,
  message: string,
): Promise<ProviderReply> {
  const { url, number } = io.settings;
  return exchange(io, {
    url: `${url.replace(/\/+$/, '')}/v2/send`,
    body: { json: { message, number, recipients: [recipient], text_mode: 'normal' } },
    timeoutMs: 20_000,
  });
}
