/**
 * The shape of a provider: a service of the installation that carries messages of one or several channels, such as an
 * account for text messages and calls, a workspace, a server. Like a channel it is one folder and describes itself.
 * It never touches the database: what it reports, the frame looks up and writes down.
 */
import type { z } from 'zod';
import type { SettingsField } from '../../../contract/respond/channels.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import {
  type CarriedChannel,
  type Channel,
  type FieldDefinition,
  type Outcome,
  type Reference,
  wholeField,
} from './channel.ts';
import type { ChangedMessage, Message } from './message.ts';
import { readSettings } from './settings.ts';

/** What a provider works with: its settings in the clear, and the way out. */
export type ProviderIo<Settings> = {
  settings: Settings;
  egress: Egress;
  /** Address of this installation, without a trailing slash. */
  publicUrl: string;
  /** Where this provider reaches us: `https://…/hooks/twilio/7`. */
  hookUrl: string;
  /** Epoch ms. */
  wallNow: () => number;
  signal?: AbortSignal | undefined;
};

/** How a provider carries one channel. What it throws is classified by the frame as an HTTP receiver's fault. */
export type Carrier<Settings, To> = {
  send(message: Message, to: To, io: ProviderIo<Settings>): Promise<Outcome>;
  /** Changes what was sent: somebody took it, it is over. `failed` is not tried again. */
  update?(message: ChangedMessage, reference: Reference, to: To, io: ProviderIo<Settings>): Promise<Outcome>;
};

/** A request of a provider, whole. */
export type InboundRequest = {
  method: string;
  /** As the provider called it, by our public address, with the query. */
  url: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string>;
  /** Raw bytes, as signatures need them. */
  body: Buffer;
};

export type PageAction = 'acknowledge' | 'escalate' | 'resolve' | 'decline';

/** Who acts, as the provider names them: by `channel` and what `identityOf` of the channel gives. */
export type Sender = { channel: string; identity: string };

/** `isPrivate`: what is answered, with its link, reaches whoever acts and nobody else. */
type Acting = { by: Sender; isPrivate?: true };

/** What a provider reports. `key` makes a repeat of the same report known. */
export type Happening =
  /** What became of a message that was handed over. */
  | { kind: 'receipt'; key: string; messageId: string; state: 'delivered' | 'failed'; reason?: string }
  /**
   * A button or key was pressed; `token` is that of the notification's link. `inCall`: the call goes on to say what came
   * of it, so it is not ended meanwhile.
   */
  | ({ kind: 'press'; key: string; action: PageAction; token: string; inCall?: true } & Acting)
  /** Somebody asks who is on call; `text` narrows it to schedules with these words. */
  | ({ kind: 'question'; key: string; text: string } & Acting)
  /** Words that a person sent back, e.g. `3a`. */
  | ({ kind: 'reply'; key: string; text: string } & Acting)
  /** A person does not want to be written to any more, or wants it again. */
  | { kind: 'stop' | 'start'; key: string; by: Sender };

/**
 * What came of a happening. `text` is a sentence for the person who did it; `link` belongs to it and is for nobody else,
 * so that it is only made where the answer is private.
 */
export type Handled = { isDone: boolean; text: string; isRepeat: boolean; title?: string; link?: string };

export type InboundReply = { status: number; contentType?: string; headers?: Record<string, string>; body?: string };

/** What a provider's request means, and how to answer when that has been done. */
export type Inbound = {
  happenings: Happening[];
  answer(handled: Handled[]): InboundReply | Promise<InboundReply>;
  /** What is asked of the provider then, such as to say something in a call. Where it fails, nothing is lost. */
  after?(handled: Handled[]): Promise<unknown>;
};

/** A message that is out and may still be acknowledged. */
export type OpenMessage = { messageId: string; reference: Reference; token: string; to: unknown };

/** For a provider that does not call us: it is asked, by one node at a time. */
export type Listening<Settings> = ProviderIo<Settings> & {
  signal: AbortSignal;
  /** Does what a happening asks for; may be called with one again. */
  heard(happening: Happening): Promise<Handled>;
  /** Sends what is only said in return. What it answers is done: a failure is put into the log, and listening goes on. */
  reply(sending: Promise<{ status: number } | undefined>): Promise<void>;
  /** What was sent through it and is still open. */
  openMessages(): Promise<OpenMessage[]>;
  /** What is remembered from one turn to the next, on whichever node it runs. */
  state: Record<string, unknown>;
  remember(state: Record<string, unknown>): Promise<void>;
  /** Waits; ends early when listening ends. */
  pause(milliseconds: number): Promise<void>;
};

/** Groups of a chat that can have whoever is on call as their members. */
export type UserGroups<Settings> = {
  /** Accounts of this channel are their members. */
  channel: string;
  /** Where a person finds the ID of a group. */
  help: string;
  placeholder: string;
  isGroup(groupId: string): boolean;
  /** Replaces the members; there is at least one. */
  set(groupId: string, identities: string[], io: ProviderIo<Settings>): Promise<Outcome>;
};

export type SetupStep = { title: string; text: string; code?: string };

export type ProviderDefinition<Settings extends Record<string, unknown>> = {
  /** Stored with providers; never changes. */
  kind: string;
  title: string;
  /** Name of a Lucide icon. */
  icon: string;
  /** A sentence for whoever chooses. */
  description: string;
  settingsSchema: z.ZodType<Settings>;
  fields: FieldDefinition[];
  /** Which account or server it is, without secrets. */
  describe(settings: Settings): string;
  /** URLs that egress will be asked for, so that a form can refuse them early. */
  destinationsOf?(settings: Settings): string[];
  /** How to set it up; `hookUrl` has a number in it that is known when the provider has been added. */
  steps(place: { publicUrl: string; hookUrl: string }): SetupStep[];
  carries: readonly AnyCarrier<Settings>[];
  /** What fields of its channels are called here, by their key, where the settings say so. */
  fieldLabels?(settings: Settings): Record<string, string>;
  /** Limited to calling codes. */
  hasCountries?: boolean;
  /** False until it was tried with the live service. */
  isVerified?: boolean;
  /** Verifies that the request is the provider's and reads it; null for anything odd, which is answered with 401. */
  receive?(request: InboundRequest, io: ProviderIo<Settings>): Promise<Inbound | null>;
  /** Runs until `signal` says to stop; begins again after an error. */
  listen?(listening: Listening<Settings>): Promise<void>;
  /** Whether to listen at all, where settings decide. */
  listens?(settings: Settings): boolean;
  userGroups?: UserGroups<Settings>;
};

type AnyCarrier<Settings> = {
  channel: Channel;
  send(message: Message, to: unknown, io: ProviderIo<Settings>): Promise<Outcome>;
  update:
    | ((message: ChangedMessage, reference: Reference, to: unknown, io: ProviderIo<Settings>) => Promise<Outcome>)
    | null;
};

/** A provider as the rest of the product uses it. */
export type ProviderKind = Omit<
  Required<ProviderDefinition<Record<string, unknown>>>,
  'settingsSchema' | 'describe' | 'destinationsOf' | 'fields' | 'fieldLabels' | 'receive' | 'listen' | 'userGroups'
> & {
  fields: SettingsField[];
  acceptSettings(input: unknown): Record<string, unknown>;
  describe(settings: unknown): string;
  destinationsOf(settings: unknown): string[];
  fieldLabels: ((settings: unknown) => Record<string, string>) | null;
  receive: ((request: InboundRequest, io: ProviderIo<Record<string, unknown>>) => Promise<Inbound | null>) | null;
  listen: ((listening: Listening<Record<string, unknown>>) => Promise<void>) | null;
  userGroups: UserGroups<Record<string, unknown>> | null;
};

/** How a provider carries `channel`; `to` is read by the channel's own schema. */
export function carry<Settings, To extends Record<string, unknown>>(
  channel: CarriedChannel<To>,
  { send, update }: Carrier<Settings, To>,
): AnyCarrier<Settings> {
  return {
    channel,
    send: (message, to, io) => send(message, channel.read(to), io),
    update: update ? (message, reference, to, io) => update(message, reference, channel.read(to), io) : null,
  };
}

/** Hides a provider's own types, so that providers of different shapes stand in one list. */
export function defineProvider<Settings extends Record<string, unknown>>(
  definition: ProviderDefinition<Settings>,
): ProviderKind {
  const read = (settings: unknown) => readSettings(definition.settingsSchema, settings, definition.title);
  const kind = {
    hasCountries: false,
    isVerified: false,
    listens: () => definition.listen !== undefined,
    ...definition,
    fields: definition.fields.map((field) => wholeField(field, definition.settingsSchema)),
    acceptSettings: read,
    describe: (settings: unknown) => definition.describe(read(settings)),
    destinationsOf: (settings: unknown) => definition.destinationsOf?.(read(settings)) ?? [],
    fieldLabels: definition.fieldLabels ? (settings: unknown) => definition.fieldLabels!(read(settings)) : null,
    receive: definition.receive ?? null,
    listen: definition.listen ?? null,
    userGroups: definition.userGroups ?? null,
  };
  // Settings were accepted by the same schema before they were stored.
  return kind as unknown as ProviderKind;
}
