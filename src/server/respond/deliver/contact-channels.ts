import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import { singleLine } from '../../../domain/text.ts';
import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import type { Database } from '../../platform/db/database.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import { channels, findChannel, kindsCarrying } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import { listCandidates } from '../providers/store.ts';

/** The channels as the directory asks for them: to check, to name and to verify contact methods. */
export function contactChannels(db: Database, transports: Transports, providers: Providers): ContactChannels {
  return {
    validate(name, settings) {
      const channel = requireChannel(name);
      const accepted = channel.acceptSettings(settings);
      const destination = channel.destinationOf(accepted);
      if (destination !== undefined) checkDestination(transports, destination);
      return accepted;
    },
    async isCarriedBy(name, providerId) {
      const kinds = kindsCarrying(name).map(({ kind }) => kind);
      return (await listCandidates(db, kinds, providerId)).length > 0;
    },
    identityOf: (name, settings) => requireChannel(name).identityOf(settings),
    madeFields: (name) =>
      requireChannel(name)
        .fields.filter(({ isMade }) => isMade)
        .map(({ key }) => key),
    isVouchable: (name) => findChannel(name)?.isVouchable ?? false,
    isOfDevice: (name) => findChannel(name)?.isOfDevice ?? false,
    describe: (name, settings) => requireChannel(name).describe(settings),
    async sendVerification({ channel, settings, providerId, code, link, recipientName }) {
      const outcome = await providers.deliver(
        requireChannel(channel),
        {
          kind: 'verify',
          code,
          link,
          recipientName,
          idempotencyKey: `verify-${randomUUID()}`,
          at: new Date().toISOString(),
        },
        { settings, providerId },
      );
      return outcome.outcome === 'sent' ? { sent: true } : { sent: false, reason: outcome.reason };
    },
    async sendNotice({ channel, settings, providerId, recipientName, subject, text, idempotencyKey, at }) {
      const message = { kind: 'plain' as const, idempotencyKey, at: at.toISOString(), recipientName, subject, text };
      const outcome = await providers.deliver(requireChannel(channel), message, { settings, providerId });
      if (outcome.outcome === 'sent') return { sent: true };
      return { sent: false, reason: outcome.reason, tryLater: outcome.outcome === 'retry' };
    },
    isChangedLater(name) {
      const how = findChannel(name)?.abilities.updateAs ?? null;
      return how !== null && how !== 'end';
    },
    async sendTest({ channel, settings, providerId, label, recipientName }) {
      const outcome = await providers.deliver(
        requireChannel(channel),
        {
          kind: 'plain',
          idempotencyKey: `test-${randomUUID()}`,
          at: new Date().toISOString(),
          recipientName,
          subject: 'Test message from Evenkeel',
          text: `This is a test of ${singleLine(label, 80)}. Nothing is wrong.`,
        },
        { settings, providerId },
      );
      return outcome.outcome === 'sent' ? { sent: true } : { sent: false, reason: outcome.reason };
    },
  };
}

function requireChannel(name: string): Channel {
  const channel = findChannel(name);
  if (channel) return channel;
  const message = `Use one of: ${channels.map((each) => each.channel).join(', ')}.`;
  throw problem('invalid_input', `There is no channel ${name}.`, [{ path: 'body.channel', message }]);
}

function checkDestination({ egress }: Transports, destination: string): void {
  try {
    egress.check(destination);
  } catch (error) {
    if (!(error instanceof EgressProblem)) throw error;
    throw problem('invalid_input', `Nothing may be sent there: ${error.message}.`);
  }
}
