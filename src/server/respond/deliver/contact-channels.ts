import { randomUUID } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import { channels, findChannel } from '../channels/registry.ts';

/** The channels as the directory asks for them: to check, to name and to verify contact methods. */
export function contactChannels(transports: Transports): ContactChannels {
  return {
    validate(name, settings) {
      const channel = requireChannel(name);
      const accepted = channel.acceptSettings(settings);
      const destination = channel.destinationOf(accepted);
      if (destination !== undefined) checkDestination(transports, destination);
      return accepted;
    },
    describe: (name, settings) => requireChannel(name).describe(settings),
    async sendVerification({ channel, settings, code, link, recipientName }) {
      const outcome = await requireChannel(channel).deliver(
        {
          kind: 'verify',
          code,
          link,
          recipientName,
          idempotencyKey: `verify-${randomUUID()}`,
          at: new Date().toISOString(),
        },
        settings,
        transports,
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
