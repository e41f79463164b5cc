import { exchange, textAt } from '../exchange.ts';
import type { Listening } from '../provider.ts';

type App = { token: string; apiUrl: string };

/** Pushover asks for no more than one question in five seconds about one receipt. */
const pauseMs = 6_000;
const mostAtOnce = 50;

/**
 * Asks for the receipts of what is out and reports who acknowledged it in the app.
 * @param userOf the user key of a contact method
 */
export async function listenToReceipts(
  listening: Listening<App>,
  channel: string,
  userOf: (to: unknown) => string,
): Promise<void> {
  const { settings, signal } = listening;
  const isOver = new Set<string>();
  while (!signal.aborted) {
    const open = (await listening.openMessages()).filter(({ reference: { receipt } }) => receipt !== undefined);
    const asked = open.filter(({ reference }) => !isOver.has(String(reference.receipt))).slice(0, mostAtOnce);
    for (const { reference, token, to } of asked) {
      const receipt = String(reference.receipt);
      const url = `${settings.apiUrl.replace(/\/+$/, '')}/1/receipts/${receipt}.json?token=${settings.token}`;
      const { status, json } = await exchange(listening, { url });
      if (status === 429 || status >= 500) break;
      const isAcknowledged = textAt(json, 'acknowledged') === '1';
      if (isAcknowledged) {
        // Of a group it is the member who pressed.
        const identity = textAt(json, 'acknowledged_by') || userOf(to);
        const key = `receipt ${receipt}`;
        await listening.heard({ kind: 'press', key, action: 'acknowledge', token, by: { channel, identity } });
      }
      if (isAcknowledged || textAt(json, 'expired') === '1' || status >= 400) isOver.add(receipt);
    }
    await listening.pause(pauseMs);
  }
}
