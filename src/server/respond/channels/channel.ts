/**
 * The shape of a way to reach a person. A channel is one folder and describes itself: what the web, the API, the
 * configuration and the documents say of it is read from here. `render` and `classify` are pure, `send` is the only part
 * that touches the world; a channel that providers carry has them in its providers. Retries, order and the record of
 * deliveries live once, in the delivery loop.
 */
import { z } from 'zod';
import type { ChannelAbilities, SettingsField } from '../../../contract/respond/channels.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { VapidKeys } from './browser/vapid-keys.ts';
import type { MailTransport } from './email/mail-transport.ts';
import type { Message } from './message.ts';
import { readSettings } from './settings.ts';
import type { Tabs } from './tab/open-tabs.ts';

/** What a provider needs to find a message again: ids of its own, nothing secret. */
export type Reference = Record<string, string | number>;

/** How one attempt ended. Reasons are for people; they never hold what the other side replied in full. */
export type Outcome =
  /** Handed over to the receiver; `providerId` is its or our id of the message, by which receipts name it. */
  | { outcome: 'sent'; providerId?: string; reference?: Reference }
  /**
   * May work later. `afterSeconds` is the earliest time to try again. `mayHaveArrived`: nobody can say whether the
   * person has got it already, so the next attempt says that it may be a repeat. `isProviderFault`: it says nothing
   * about this person.
   */
  | { outcome: 'retry'; afterSeconds: number; reason: string; mayHaveArrived?: boolean; isProviderFault?: boolean }
  /** Will not work. `disable`: the receiver said that this contact method is gone for good. */
  | { outcome: 'failed'; reason: string; disable?: boolean; isProviderFault?: boolean };

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

/** A field of a form; what is left out is usual: asked for, needed, without choices. */
export type FieldDefinition = Pick<SettingsField, 'key' | 'label' | 'kind' | 'help'> & Partial<SettingsField>;

/** What a channel says of itself. */
export type Description<Settings extends Record<string, unknown>> = {
  /** Stored with contact methods; never changes. */
  channel: string;
  title: string;
  /** Its title within a sentence, where that differs: `text message`. */
  noun?: string;
  /** Name of a Lucide icon, e.g. `mail`. */
  icon: string;
  /** A sentence for whoever chooses. */
  description: string;
  /** Where a person finds the verification code, in a sentence. */
  whereToLook: string;
  /** The longest one attempt may take. */
  timeoutMs: number;
  settingsSchema: z.ZodType<Settings>;
  fields: FieldDefinition[];
  /** `updateAs` is an edit where it says nothing else. */
  abilities: Omit<ChannelAbilities, 'updateAs'> & Partial<Pick<ChannelAbilities, 'updateAs'>>;
  /** Made by a browser for itself: nobody else can write it down or move it. */
  isOfDevice?: boolean;
  /** Rings only while Evenkeel is open on it. */
  onlyWhileOpen?: boolean;
  /** An operator may vouch that it belongs to the person. */
  isVouchable?: boolean;
  /** False until it was sent through the live service. */
  isVerified?: boolean;
  /**
   * After a message, what follows within so many seconds goes out as one; 60 when left out, 0 for machines. The first
   * page of SEV1 or SEV2 never waits.
   */
  bundleSeconds?: number;
  /** What follows on a message can be sent into its thread. */
  hasThreads?: boolean;
  /** What of the installation it cannot do without. */
  requires?: 'mail' | 'vapid' | null;
  /** Adds the values that are made here (a signing secret) to what a form sent. */
  complete?(input: Record<string, unknown>): Record<string, unknown>;
  /** What may be shown of the settings, e.g. `a***@example.com`. */
  describe(settings: Settings): string;
  /** The URL that egress will be asked for, so that a form can refuse it early. */
  destinationOf?(settings: Settings): string;
  /** By what a reply names its sender: a phone number, an account in a chat. */
  identityOf?(settings: Settings): string;
  /** The settings of whom `identityOf` names so; left out where an account is not linked from its chat. */
  settingsOf?(identity: string): Settings;
  /** The phone number, where countries decide about the provider. */
  phoneOf?(settings: Settings): string;
  /** Whether they name a room that several people read; left out where it has none. */
  isRoom?(settings: Settings): boolean;
  /** What its first field is called where it names a room and no person. */
  roomField?: Partial<Pick<SettingsField, 'label' | 'help' | 'placeholder'>>;
};

/** A channel that needs no provider, as its folder defines it. */
export type ChannelDefinition<Settings extends Record<string, unknown>, Wire, Result> = Description<Settings> & {
  render(message: Message, settings: Settings): Wire;
  send(wire: Wire, transports: Transports, signal?: AbortSignal): Promise<Result>;
  /** `Error` is what `send` threw. */
  classify(result: Result | Error): Outcome;
};

/** A channel as the rest of the product uses it: settings come from storage and are `unknown`. */
export type Channel = Omit<
  Required<Description<Record<string, unknown>>>,
  | 'settingsSchema'
  | 'complete'
  | 'describe'
  | 'destinationOf'
  | 'identityOf'
  | 'settingsOf'
  | 'phoneOf'
  | 'isRoom'
  | 'roomField'
  | 'fields'
  | 'abilities'
> & {
  fields: SettingsField[];
  abilities: ChannelAbilities;
  /** Those that say which room; empty where it has none. */
  roomFields: SettingsField[];
  /** Checks and completes what a form sent; the result is JSON to be sealed and stored. @throws Problem `invalid_input` */
  acceptSettings(input: unknown): Record<string, unknown>;
  /** @throws Problem `invalid_input` when the stored settings do not fit. */
  describe(settings: unknown): string;
  destinationOf(settings: unknown): string | undefined;
  identityOf(settings: unknown): string | undefined;
  /** @throws Problem `invalid_input` when there is no such account */
  settingsOf(identity: string): Record<string, unknown> | undefined;
  phoneOf(settings: unknown): string | undefined;
  /** A step of a policy can post to its rooms. */
  hasRooms: boolean;
  isRoom(settings: unknown): boolean;
  /** Renders, sends and classifies one attempt; never throws. Null where providers carry the channel. */
  deliver:
    | ((message: Message, settings: unknown, transports: Transports, signal?: AbortSignal) => Promise<Outcome>)
    | null;
};

/** A channel that reaches its receivers by itself. */
export type DirectChannel = Channel & { deliver: NonNullable<Channel['deliver']> };

/** A channel that providers carry; their carriers read its settings as `To`. */
export type CarriedChannel<To extends Record<string, unknown>> = Channel & { read(settings: unknown): To };

/** Hides a channel's own types, so that channels of different shapes stand in one list. */
export function defineChannel<Settings extends Record<string, unknown>, Wire, Result>(
  definition: ChannelDefinition<Settings, Wire, Result>,
): DirectChannel {
  const described = describeChannel(definition);
  return {
    ...described,
    async deliver(message, settings, transports, signal) {
      let wire: Wire;
      try {
        wire = definition.render(message, described.read(settings));
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

/** A channel that says only where a message goes; providers know how. */
export function defineCarriedChannel<To extends Record<string, unknown>>(
  description: Description<To>,
): CarriedChannel<To> {
  return describeChannel(description);
}

function describeChannel<Settings extends Record<string, unknown>>(
  description: Description<Settings>,
): CarriedChannel<Settings> {
  const fields = description.fields.map((field) => wholeField(field, description.settingsSchema));
  const read = (settings: unknown) =>
    readSettings(description.settingsSchema, settings, `the channel ${description.channel}`);
  return {
    channel: description.channel,
    title: description.title,
    noun: description.noun ?? description.title,
    icon: description.icon,
    description: description.description,
    whereToLook: description.whereToLook,
    timeoutMs: description.timeoutMs,
    fields,
    roomFields: description.isRoom
      ? fields
          .filter(({ isOptional, isMade, kind }) => !isOptional && !isMade && kind !== 'switch')
          .map((field, index) => (index === 0 ? { ...field, ...description.roomField } : field))
      : [],
    abilities: { updateAs: description.abilities.update ? 'edit' : null, ...description.abilities },
    isOfDevice: description.isOfDevice ?? false,
    onlyWhileOpen: description.onlyWhileOpen ?? false,
    isVouchable: description.isVouchable ?? false,
    isVerified: description.isVerified ?? true,
    bundleSeconds: description.bundleSeconds ?? 60,
    hasThreads: description.hasThreads ?? false,
    requires: description.requires ?? null,
    read,
    acceptSettings(input) {
      const given = typeof input === 'object' && input !== null ? { ...input } : {};
      return read(description.complete ? description.complete(given) : given);
    },
    describe: (settings) => description.describe(read(settings)),
    destinationOf: (settings) => description.destinationOf?.(read(settings)),
    identityOf: (settings) => description.identityOf?.(read(settings)),
    settingsOf: (identity) => description.settingsOf && read(description.settingsOf(identity)),
    phoneOf: (settings) => description.phoneOf?.(read(settings)),
    hasRooms: description.isRoom !== undefined,
    isRoom: (settings) => description.isRoom?.(read(settings)) ?? false,
    deliver: null,
  };
}

/** With what is usual filled in; a default of the schema is what the form begins with. */
export function wholeField(field: FieldDefinition, schema: z.ZodType): SettingsField {
  const initial = schema instanceof z.ZodObject ? schema.shape[field.key]?.safeParse(undefined).data : undefined;
  // What is made is made anew for each.
  const isShown = !field.isMade && ['string', 'number', 'boolean'].includes(typeof initial);
  return {
    ...{ isMade: false, isOptional: false, placeholder: null, choices: [] },
    initial: isShown ? (initial as SettingsField['initial']) : null,
    ...field,
  };
}

/** Thrown by `send` when the installation lacks what the channel needs. */
export class ChannelNotConfigured extends Error {}
