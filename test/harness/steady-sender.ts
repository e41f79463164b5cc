import { letTimePass } from './let-time-pass.ts';
import { type SourceAddress, sendEvent } from './world.ts';

const restMs = 30;

/** Sends one event after the other, each until it is accepted, as senders do that repeat what was not. */
export function sendSteadily(source: SourceAddress, name: string) {
  const accepted: string[] = [];
  let refused = 0;
  let isStopped = false;
  const send = async () => {
    while (!isStopped) {
      const key = `${name} ${accepted.length}`;
      const status = await sendEvent(source, { key }).catch(() => 0);
      if (status === 202) accepted.push(key);
      else refused += 1;
      await letTimePass(restMs);
    }
  };
  const sending = send();
  return {
    accepted: accepted as readonly string[],
    /** How often an event had to be sent again. */
    refused: () => refused,
    async stop(): Promise<readonly string[]> {
      isStopped = true;
      await sending;
      return accepted;
    },
  };
}
