import type { z } from 'zod';
import type { OddPart } from '../../../domain/detect/odd-part.ts';
import type { Signal } from '../../../domain/detect/signal.ts';
import type { CommonSettings, SettingsField } from './settings.ts';

/** What arrived, as plain data: parsing the stored copy of it again gives the same signals. */
export type SourceRequest = {
  method: string;
  /** What follows the source's key, or the whole path where the key is in the body: '' or `/api/v2/alerts`. */
  path: string;
  query: Record<string, string>;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  contentType: string;
  /** As sent, after any Content-Encoding was undone. */
  body: Uint8Array;
  /** A fresh id made by the caller: the dedup key of a signal whose sender named none. */
  assignedKey: string;
  /** Epoch ms. */
  receivedAt: number;
};

export type Accepted = {
  kind: 'signals';
  signals: Signal[];
  odd: OddPart[];
  /** For protocols that name their bad parts in the answer while the good parts are kept. Else empty. */
  errors: string[];
  /** Where the request stands in the log, once it is durable. */
  position?: { logId: number; seq: number };
};
export type Ping = { kind: 'ping'; note: string };
/** Nothing in the request could be read. Authenticated but merely odd requests are never rejected. */
export type Rejected = {
  kind: 'rejected';
  status: 400 | 401 | 404 | 405 | 408 | 413;
  code: string;
  detail: string;
  errors: string[];
};
export type ParseResult = Accepted | Ping | Rejected;

/** What became of a request, for the answer in the sender's own protocol. */
export type Outcome =
  | Accepted
  | Ping
  | Rejected
  | { kind: 'unknown-key' }
  | { kind: 'too-large'; limitBytes: number }
  /** This source sends too much; say when to come back. */
  | { kind: 'too-many-requests'; retryAfterSeconds: number }
  /** We cannot keep the signal now; say when to come back. */
  | { kind: 'unavailable'; retryAfterSeconds: number; reason?: string };

export type Reply = { status: number; headers: Record<string, string>; body: string };

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  description: string;
  /** Clients of the protocol find it by themselves: the setup does not show it. */
  isImplied?: true;
};

/** One step of setting the sender up, shown on the source's page with the key filled in. */
export type SetupStep = { title: string; text: string; code?: string; language?: string };

/** One kind of inbound endpoint. Everything here is pure: the network, keys, limits and storage live outside. */
export type SourceType<Settings extends CommonSettings = CommonSettings> = {
  /** Stable name, stored with each source. */
  type: string;
  title: string;
  description: string;
  /** `{key}` stands for the source's key. */
  endpoints: Endpoint[];
  /** In lower case: no other headers reach `parse` or are stored, so that no secret of a sender is. */
  readsHeaders: readonly string[];
  settings: { schema: z.ZodType<Settings>; fields: SettingsField[] };
  /**
   * `baseUrl` without a slash at its end; `mailAddress` is null or left out where the installation takes no mail, and for
   * types that do not.
   */
  setup(baseUrl: string, key: string, mailAddress?: string | null): SetupStep[];
  /** It is reached by mail too: at an address of its own. */
  takesMail?: true;
  /** Only for endpoints whose path has no key: the key inside the body, null when there is none. Builds nothing. */
  keyFrom?(request: SourceRequest): string | null;
  /** Never throws, whatever was sent. */
  parse(request: SourceRequest, settings: Settings): ParseResult;
  /** `path` as in the request: one source may speak several versions of its protocol. */
  reply(outcome: Outcome, path: string): Reply;
};

/** Kept with every request beside what its type reads, and shown to people. */
export const keptHeader = 'user-agent';

/** More signals than this in one request is no sender we know of, and small bodies could hold a flood. */
export const maxSignalsPerRequest = 5_000;
