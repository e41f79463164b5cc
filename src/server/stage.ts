import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import type { Database } from './platform/db/database.ts';
import type { Check } from './platform/doctor/check.ts';
import type { Egress } from './platform/egress/egress.ts';
import type { Follower } from './platform/events/follow.ts';
import type { Handler } from './platform/http/handler.ts';
import type { Protocol, RawHandler } from './platform/http/server.ts';
import type { Loop } from './platform/loop.ts';
import type { NodeHandle } from './platform/nodes.ts';
import type { Keyring } from './platform/secrets.ts';
import type { SecurityLog } from './platform/security/log.ts';
import type { Tracing } from './platform/tracing/span.ts';

/** What the composition root hands to every stage. */
export type Platform = {
  config: Config;
  /** For requests of people and tools. */
  db: Database;
  /** For accepting and paging only, so that a busy API can never starve them. */
  engineDb: Database;
  log: Logger;
  metrics: Registry;
  node: NodeHandle;
  keyring: Keyring;
  egress: Egress;
  follower: Follower;
  security: SecurityLog;
  /** Left out where nobody wants traces. */
  tracing?: Tracing | undefined;
  /** The address people reach us at, without a trailing slash; known once the server listens. */
  publicUrl: () => string;
};

/** One stage of the house: what it answers, and what it keeps running. */
export type Stage = {
  handlers: Handler[];
  /** Standards of others that it speaks, below prefixes of their own. */
  protocols?: Protocol[];
  loops?: Loop[];
  raw?: RawHandler;
  /** Answers what machines send, before all else. */
  senders?: RawHandler;
  /** What `evenkeel doctor` asks of it. */
  checks?: Check[];
  /** Runs on nothing what must be quick when it is needed first; undone, and without a trace. */
  rehearse?: () => Promise<void>;
  /** Begins to listen beside HTTP, once all else works; never fails. */
  open?: () => Promise<void>;
  /** Called when the node drains, before the loops are stopped. */
  drain?: () => Promise<void>;
};
