/**
 * Notifications through Evenkeel itself while it is open in a browser: no push service and no mail server take part, so
 * it works in a closed network. A message counts as sent only when a tab has said that it was shown.
 */
import { z } from 'zod';
import { type PushPayload, payloadOf, topicOf } from '../browser/payload.ts';
import { ChannelNotConfigured, defineChannel } from '../channel.ts';

const settingsSchema = z.object({
  /** Random, made by the browser. */
  browserId: z.uuid(),
  deviceName: z.string().max(100).optional(),
});

const timeoutMs = 10_000;
/** A background tab of a busy computer takes some seconds to wake. */
const waitMs = 8_000;
const firstRetrySeconds = 5;

type Wire = { browserId: string; payload: PushPayload };

export const tab = defineChannel<z.infer<typeof settingsSchema>, Wire, boolean>({
  channel: 'tab',
  title: 'Browser tab',
  noun: 'browser tab',
  icon: 'app-window',
  description: 'Rings in this browser while Evenkeel is open in a tab, without any service outside.',
  whereToLook: 'It is filled in for you.',
  isOfDevice: true,
  onlyWhileOpen: true,
  bundleSeconds: 20,
  timeoutMs,
  settingsSchema,
  fields: [
    {
      key: 'browserId',
      label: 'This browser',
      kind: 'tab',
      help: 'Rings while Evenkeel is open in it, without any service outside.',
    },
    {
      key: 'deviceName',
      label: 'Name',
      kind: 'text',
      help: 'Which device this is, e.g. "work laptop".',
      isOptional: true,
    },
  ],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: true, reply: false, receipt: false, update: false },
    wakes: 'no',
  },
  describe: ({ deviceName }) => `${deviceName ?? 'a browser'}, while Evenkeel is open`,
  render: (message, { browserId }) => ({ browserId, payload: payloadOf(message, topicOf(message)) }),
  async send({ browserId, payload }, { tabs }, signal) {
    if (!tabs) throw new ChannelNotConfigured('open tabs cannot be reached from here');
    return tabs.show(browserId, payload, waitMs, signal);
  },
  classify(result) {
    if (result === true) return { outcome: 'sent' };
    if (result instanceof ChannelNotConfigured) return { outcome: 'failed', reason: result.message };
    const reason = result === false ? 'no open tab of this browser showed it' : 'the message could not be sent';
    return { outcome: 'retry', afterSeconds: firstRetrySeconds, reason };
  },
});
