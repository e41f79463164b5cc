/**
 * The shape of a way to reach a person. A channel is one folder: `render` and `classify` are pure, `send` is the only
 * part that touches the world. Retries, order and the record of deliveries live once, in the delivery loop.
 */
import type { z } from 'zod';
import { problem } from '../../../contract/errors.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { VapidKeys } from './browser/vapid-keys.ts';
import type { MailTransport } from './email/mail-transport.ts';
import type { Message } from './message.ts';
import type { Tabs } from './tab/open-tabs.ts';

/** How one attempt ended. Reasons are for people; they never hold what the other side replied in full. */
export type Outcome =
  /** Handed over to the receiver; `providerId` is its or our id of the message. */
  | { outcome: 'sent'; providerId?: string }
  /**
   * May work later. `afterSeconds` is the earliest time to try again. `mayHaveArrived`: nobody can say whether the
   * person has got it already, so the next attempt says that it may be a repeat.
   */
  | { outcome: 'retry'; afterSeconds: number; reason: string; mayHaveArrived?: boolean }
  /** Will not work. `disable`: the receiver said that this contact method is gone for good. */
  | { outcome: 'failed'; reason: string; disable?: boolean };

/** What the composition root built for all channels to send with. */
export type Transports = {
  egress: Egress;
  /** Missing while no mail server is configured. */
  mail: MailTransport | undefined;
  vapid: VapidKeys | undefined;
  /** Missing where no browser can be reached by ourselves. */
  tabs?: Tabs | undefined;
  /** Epoch ms on the wall of the database's machine; the clock of this process when left out. */
  wallNow?: (() => number) | undefined;
};

/** One input of the settings form. `made` values are generated here and shown to the owner, not asked for. */
export type SettingsField = {
  key: string;
  label: string;
  kind: 'email' | 'url' | 'text' | 'secret' | 'subscription';
  help: string;
  made?: boolean;
};

export type Abilities = {
  /** The recipient can follow a link to acknowledge. */
  acknowledgeLink: boolean;
  /** The recipient can acknowledge without leaving the notification. */
  acknowledgeAction: boolean;
};

/** A channel as its folder defines it. */
export type ChannelDefinition<Settings extends Record<string, unknown>, Wire, Result> = {
  /** Stored with contact methods; never changes. */
  channel: string;
  title: string;
  /** The longest one attempt may take. */
  timeoutMs: number;
  settingsSchema: z.ZodType<Settings>;
  fields: SettingsField[];
  abilities: Abilities;
  /** Adds the values that are made here (a signing secret) to what a form sent. */
  complete?(input: Record<string, unknown>): Record<string, unknown>;
  /** What may be shown of the settings, e.g. `a***@example.com`. */
  describe(settings: Settings): string;
  /** The URL that egress will be asked for, so that a form can refuse it early. */
  destinationOf?(settings: Settings): string;
  render(message: Message, settings: Settings): Wire;
  send(wire: Wire, transports: Transports, signal?: AbortSignal): Promise<Result>;
  /** `Error` is what `send` threw. */
  classify(result: Result | Error): Outcome;
};

/** A channel as the rest of the product uses it: settings come from storage and are `unknown`. */
export type Channel = {
  channel: string;
  title: string;
  timeoutMs: number;
  fields: SettingsField[];
  abilities: Abilities;
  /** Checks and completes what a form sent; the result is JSON to be sealed and stored. @throws Problem `invalid_input` */
  acceptSettings(input: unknown): Record<string, unknown>;
  /** @throws Problem `invalid_input` when the stored settings do not fit. */
  describe(settings: unknown): string;
  destinationOf(settings: unknown): string | undefined;
  /** Renders, sends and classifies one attempt. Never throws. */
  deliver(message: Message, settings: unknown, transports: Transports, signal?: AbortSignal): Promise<Outcome>;
};

/** Hides a channel's own types, so that channels of different shapes stand in one list. */
export function defineChannel<Settings extends Record<string, unknown>, Wire, Result>(
  definition: ChannelDefinition<Settings, Wire, Result>,
): Channel {
  const { channel, title, timeoutMs, fields, abilities } = definition;

  function read(settings: unknown): Settings {
    const parsed = definition.settingsSchema.safeParse(settings);
    if (parsed.success) return parsed.data;
    const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    throw problem('invalid_input', `These settings do not fit the channel ${channel}.`, errors);
  }

  return {
    channel,
    title,
    timeoutMs,
    fields,
    abilities,
    acceptSettings(input) {
      const given = typeof input === 'object' && input !== null ? { ...input } : {};
      return read(definition.complete ? definition.complete(given) : given);
    },
    describe: (settings) => definition.describe(read(settings)),
    destinationOf: (settings) => definition.destinationOf?.(read(settings)),
    async deliver(message, settings, transports, signal) {
      let wire: Wire;
      try {
        wire = definition.render(message, read(settings));
      } catch {
        return { outcome: 'failed', reason: 'the settings of this contact method are not valid' };
      }
      try {
        return definition.classify(await definition.send(wire, transports, signal));
      } catch (error) {
        return definition.classify(error instanceof Error ? error : new Error(String(error)));
      }
    },
  };
}

/** Thrown by `send` when the installation lacks what the channel needs. */
export class ChannelNotConfigured extends Error {}
