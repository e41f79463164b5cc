/** Outgoing: what others are told of what happens here, by webhooks and by notices to people. Nothing waits for it. */
import type { ContactChannels } from '../directory/contact-methods/channels.ts';
import type { CallWebhook } from '../program/drills/start.ts';
import type { Transports } from '../respond/channels/channel.ts';
import type { Platform, Stage } from '../stage.ts';
import { closeBackCheck } from './close-back/doctor.ts';
import { startGatheringCalls } from './close-back/gather.ts';
import { closeBackHandlers } from './close-back/handlers.ts';
import { startCloseBack } from './close-back/send.ts';
import { digestHandlers } from './digests/handlers.ts';
import { startDigests } from './digests/loops.ts';
import { noticeHandlers } from './notices/handlers.ts';
import { startNotices } from './notices/loops.ts';
import { startThreads, type ThreadOptions } from './threads/loops.ts';
import { createCaller } from './webhooks/call.ts';
import { outgoingWebhookCheck } from './webhooks/doctor.ts';
import { startGathering } from './webhooks/gather.ts';
import { outgoingWebhookHandlers } from './webhooks/handlers.ts';
import { startSending } from './webhooks/send.ts';

export type OutgoingOptions = {
  channels: ContactChannels;
  /** With a mail connection apart from the one that pages. */
  transports: Transports;
  /** Into the threads of chat rooms. */
  deliver: ThreadOptions['deliver'];
};

/** With what a drill calls before it starts. */
type OutgoingStage = Stage & { callWebhook: CallWebhook };

export function startOutgoing(platform: Platform, { channels, transports, deliver }: OutgoingOptions): OutgoingStage {
  const { db, log, keyring, egress, node, publicUrl } = platform;
  const ports = { keyring, egress, node };
  const sending = startSending({ ...ports, db, log });
  const wake = () => sending.wake();
  const hasMail = transports.mail !== undefined;
  const [composingDigests, sendingDigests] = startDigests({
    ...{ db, log, keyring, channels, transports, deliver, publicUrl },
  });
  const closeBack = startCloseBack({ ...ports, db, log, publicUrl });
  return {
    callWebhook: createCaller({ ...ports, db, publicUrl }),
    handlers: [
      ...outgoingWebhookHandlers(ports, wake),
      ...closeBackHandlers(ports),
      ...noticeHandlers(hasMail),
      ...digestHandlers(hasMail, () => sendingDigests.wake()),
    ],
    loops: [
      startGathering({ db, log, publicUrl, onQueued: wake }),
      sending,
      startGatheringCalls({ db, log, onQueued: () => closeBack.wake() }),
      closeBack,
      ...startThreads({ db, log, deliver }),
      composingDigests,
      sendingDigests,
      ...startNotices({ db, log, keyring, channels, transports, publicUrl }),
    ],
    checks: [outgoingWebhookCheck(db), closeBackCheck(db)],
  };
}
