import type { FastifyRequest } from 'fastify';
import * as verification from '../../../contract/detect/source-verification.ts';
import * as contract from '../../../contract/detect/sources.ts';
import { problem } from '../../../contract/errors.ts';
import { personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { SecretProblem } from '../../platform/secret-problem.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { SecurityLog } from '../../platform/security/log.ts';
import { armHeartbeat } from '../heartbeats/actions.ts';
import { sendTestSignal } from '../ingest/test-signal.ts';
import type { Appender } from '../log/log.ts';
import { showReceived } from '../log/received.ts';
import { listReceived } from '../log/received-store.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { findSender, senders } from '../senders/registry.ts';
import { findSourceType, sourceTypes } from '../source-types/registry.ts';
import * as actions from './actions.ts';
import * as keys from './additional-keys.ts';
import { getSourceVerification, replaceVerification } from './verification/actions.ts';

export type SourceTools = {
  keyring: Keyring;
  publicUrl: () => string;
  rulebook: RulebookCache;
  signals: Appender;
  security: SecurityLog;
  /** Where sources are reached by mail; undefined when no mail is taken. */
  mailDomain: string | undefined;
};

export function sourceHandlers(tools: SourceTools): Handler[] {
  const { keyring, rulebook } = tools;
  /** So that this node does not take the old key even once; the others look within a second. */
  const seen = async <T>(ctx: Context, result: T): Promise<T> => {
    await rulebook.current(ctx.db);
    return result;
  };
  return [
    implement(contract.listSourceTypes, async () => ({
      items: sourceTypes.map(describeType),
      senders: senders.map(({ steps: _steps, ...sender }) => ({ ...sender, words: [...sender.words] })),
    })),
    implement(contract.listSources, (ctx, { query }) => actions.listSources(ctx, query)),
    implement(contract.getSource, (ctx, { params }) => actions.getSource(ctx, params.id)),
    implement(contract.createSource, (ctx, { body }) => actions.createSource(ctx, keyring, body)),
    implement(contract.updateSource, async (ctx, { params, body, ifMatch }) =>
      seen(ctx, await actions.updateSource(ctx, keyring, params.id, body, ifMatch)),
    ),
    implement(contract.deleteSource, async (ctx, { params }) => seen(ctx, await actions.deleteSource(ctx, params.id))),
    implement(contract.readSourceSetup, (ctx, { params, query, request }) =>
      readSetup(ctx, tools, params.id, request, query.sender),
    ),
    implement(contract.replaceSourceKey, async (ctx, { params, request }) => {
      await seen(ctx, await actions.replaceSourceKey(ctx, keyring, params.id));
      return readSetup(ctx, tools, params.id, request);
    }),
    implement(contract.listAdditionalKeys, (ctx, { params }) => keys.listAdditionalKeys(ctx, params.id)),
    implement(contract.addAdditionalKey, async (ctx, { params, body }) =>
      seen(ctx, await keys.addAdditionalKey(ctx, params.id, body)),
    ),
    implement(contract.removeAdditionalKey, async (ctx, { params }) =>
      seen(ctx, await keys.removeAdditionalKey(ctx, params.id, params.keyId)),
    ),
    implement(verification.getSourceVerification, (ctx, { params }) => getSourceVerification(ctx, params.id)),
    implement(verification.setSourceVerification, async (ctx, { params, body, ifMatch }) =>
      seen(ctx, await replaceVerification(ctx, keyring, params.id, body, ifMatch)),
    ),
    implement(contract.pauseSource, async (ctx, { params }) => seen(ctx, await actions.pauseSource(ctx, params.id))),
    implement(contract.resumeSource, async (ctx, { params }) => seen(ctx, await actions.resumeSource(ctx, params.id))),
    implement(contract.armHeartbeat, async (ctx, { params }) => {
      await actions.getSource(ctx, params.id);
      await armHeartbeat(ctx, params.id);
      return actions.getSource(ctx, params.id);
    }),
    implement(contract.sendTestSignal, (ctx, { params, body }) => sendTestSignal(ctx, tools, params.id, body.action)),
    implement(contract.listSourceSignals, (ctx, { params, query }) => listSignals(ctx, tools, params.id, query)),
  ];
}

function describeType({ type, title, description, endpoints, settings }: (typeof sourceTypes)[number]) {
  return { type, title, description, endpoints, fields: settings.fields };
}

async function readSetup(ctx: Context, tools: SourceTools, id: number, request: FastifyRequest, asked?: string) {
  const { keyring, publicUrl, security, mailDomain } = tools;
  const source = await actions.getSource(ctx, id);
  const type = requireType(source.type);
  const key = await actions.readSourceKey(ctx, keyring, id);
  security.note(request, 'source_key.read', { personId: personIdOf(ctx.actor), subject: `source ${id}` });
  const shown = type.endpoints.filter(({ isImplied }) => !isImplied);
  const mailAddress = type.takesMail && mailDomain !== undefined ? `${key}@${mailDomain}` : null;
  const posted = shown.map(({ method, path, description }) => ({
    method,
    url: publicUrl() + path.replace('{key}', key),
    description,
  }));
  const endpoints = [
    ...(mailAddress === null ? [] : [{ method: 'MAIL', url: mailAddress, description: 'Mail to this address.' }]),
    ...posted,
  ];
  const sender = findSender(asked ?? source.sender, type.type);
  const place = { baseUrl: publicUrl(), key, address: `${publicUrl()}/in/${key}`, mailAddress };
  const steps = sender ? sender.steps(place) : type.setup(place.baseUrl, key, mailAddress);
  return { key, sender: sender?.name ?? null, endpoints, steps };
}

async function listSignals(
  ctx: Context,
  { keyring, rulebook }: SourceTools,
  id: number,
  query: {
    odd?: 'true' | 'false' | undefined;
    dropped?: 'true' | 'false' | undefined;
    position?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const source = await actions.getSource(ctx, id);
  const key = await actions.readSourceKey(ctx, keyring, id).catch((error: unknown) => {
    // Sealed under a key that is gone: the requests can still be read, only not cleared of it.
    if (error instanceof SecretProblem) return null;
    throw error;
  });
  const { items, nextCursor } = await listReceived(ctx.db, {
    sourceId: id,
    isOdd: query.odd === 'true',
    isDropped: query.dropped === 'true',
    position: query.position,
    limit: query.limit,
    cursor: query.cursor,
  });
  const mapping = (await rulebook.current(ctx.db)).sourceById.get(id)?.mapping ?? null;
  const readable = { type: requireType(source.type), settings: source.settings, mapping };
  return { items: await showReceived(readable, key, items), nextCursor };
}

function requireType(name: string) {
  const type = findSourceType(name);
  if (!type) throw problem('state_conflict', `This version does not know the source type ${name}.`);
  return type;
}
