/** SCIM 2.0 (RFC 7643, RFC 7644) below `/scim/v2`: an identity provider keeps the directory as it has it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import type { Protocol } from '../../platform/http/server.ts';
import * as actions from './actions.ts';
import { mostPerPage, resourceTypes, schemas, serviceProviderConfig } from './discovery.ts';
import { parseFilter } from './filter.ts';
import { applyGroupOperations, readGroup, renderGroup } from './group.ts';
import { errorBody, refuse } from './refuse.ts';
import * as store from './store.ts';
import { readUser, readUserOperations, renderUser } from './user.ts';
import { type Json, readOperations } from './values.ts';

const prefix = '/scim/v2';
const mediaType = 'application/scim+json';

export function scimProtocol(publicUrl: () => string): Protocol {
  return {
    prefix,
    permission: 'scim.manage',
    contentType: mediaType,
    routes: (app, contextOf) => {
      const base = () => publicUrl() + prefix;
      addDiscovery(app, base);
      addUsers(app, contextOf, base);
      addGroups(app, contextOf, base);
      app.all('/Bulk', (_request, reply) => notImplemented(reply, 'Bulk requests are not offered.'));
      app.all('/Me', (_request, reply) => notImplemented(reply, 'A token of SCIM acts for no user.'));
    },
    sendError: (known, reply) => {
      const { status, body } = errorBody(known);
      return send(reply.status(status), body);
    },
  };
}

type ContextOf = (request: FastifyRequest) => Context;
type Base = () => string;

function addDiscovery(app: FastifyInstance, base: Base) {
  app.get('/ServiceProviderConfig', (_request, reply) => send(reply, serviceProviderConfig(base())));
  const documents: [string, () => { id: string }[]][] = [
    ['/ResourceTypes', () => resourceTypes(base())],
    ['/Schemas', () => schemas(base())],
  ];
  for (const [path, list] of documents) {
    app.get(path, (request, reply) => {
      // RFC 7644 has these refuse filters, so that nobody takes the whole list for a part.
      if (queryOf(request).filter !== undefined) throw problem('forbidden', 'No filter is taken here.');
      return send(reply, listBody(list(), list().length, 1));
    });
    app.get(`${path}/:id`, (request, reply) => {
      const found = list().find(({ id }) => id === (request.params as { id: string }).id);
      if (!found) throw problem('not_found');
      return send(reply, found);
    });
  }
}

function addUsers(app: FastifyInstance, contextOf: ContextOf, base: Base) {
  const answer = (request: FastifyRequest, reply: FastifyReply, user: store.UserRow) =>
    sendResource(request, reply, renderUser(user, base()), user.version);
  app.get('/Users', async (request, reply) => {
    const { startIndex, ...slice } = readSlice(request);
    const { total, found } = await store.listUsers(contextOf(request).db, slice);
    const resources = found.map((user) => project(request, renderUser(user, base())));
    return send(reply, listBody(resources, total, startIndex));
  });
  app.get('/Users/:id', async (request, reply) =>
    answer(request, reply, await actions.getUser(contextOf(request), idOf(request))),
  );
  app.post('/Users', async (request, reply) =>
    answer(request, reply.status(201), await actions.createUser(contextOf(request), readUser(request.body))),
  );
  app.put('/Users/:id', async (request, reply) => {
    const how = { isWhole: true, ifMatch: readIfMatch(request) };
    const input = readUser(request.body);
    return answer(request, reply, await actions.changeUser(contextOf(request), idOf(request), input, how));
  });
  app.patch('/Users/:id', async (request, reply) => {
    const how = { isWhole: false, ifMatch: readIfMatch(request) };
    const input = readUserOperations(readOperations(request.body));
    return answer(request, reply, await actions.changeUser(contextOf(request), idOf(request), input, how));
  });
  app.delete('/Users/:id', async (request, reply) => {
    await actions.deleteUser(contextOf(request), idOf(request), readIfMatch(request));
    return reply.status(204).send();
  });
}

function addGroups(app: FastifyInstance, contextOf: ContextOf, base: Base) {
  const answer = (request: FastifyRequest, reply: FastifyReply, group: store.GroupRow) =>
    sendResource(request, reply, renderGroup(group, base()), group.version);
  app.get('/Groups', async (request, reply) => {
    const { startIndex, ...slice } = readSlice(request);
    const { total, found } = await store.listGroups(contextOf(request).db, slice, wants(request, 'members'));
    const resources = found.map((group) => project(request, renderGroup(group, base())));
    return send(reply, listBody(resources, total, startIndex));
  });
  app.get('/Groups/:id', async (request, reply) =>
    answer(
      request,
      reply,
      await actions.getGroup(contextOf(request), idOf(request, 'group'), wants(request, 'members')),
    ),
  );
  app.post('/Groups', async (request, reply) =>
    answer(request, reply.status(201), await actions.createGroup(contextOf(request), readGroup(request.body))),
  );
  app.put('/Groups/:id', async (request, reply) => {
    const wanted = readGroup(request.body);
    const id = idOf(request, 'group');
    await actions.changeGroup(contextOf(request), id, () => wanted, readIfMatch(request));
    return answer(request, reply, await actions.getGroup(contextOf(request), id));
  });
  app.patch('/Groups/:id', async (request, reply) => {
    const operations = readOperations(request.body);
    const id = idOf(request, 'group');
    const next = (before: Parameters<typeof applyGroupOperations>[0]) => applyGroupOperations(before, operations);
    await actions.changeGroup(contextOf(request), id, next, readIfMatch(request));
    // A group may be large, so it is sent only to whoever asks for a part of it.
    if (queryOf(request).attributes === undefined) return reply.status(204).send();
    return answer(request, reply, await actions.getGroup(contextOf(request), id, wants(request, 'members')));
  });
  app.delete('/Groups/:id', async (request, reply) => {
    await actions.deleteGroup(contextOf(request), idOf(request, 'group'), readIfMatch(request));
    return reply.status(204).send();
  });
}

function send(reply: FastifyReply, body: object): FastifyReply {
  return reply.header('content-type', `${mediaType}; charset=utf-8`).send(JSON.stringify(body));
}

function sendResource(request: FastifyRequest, reply: FastifyReply, resource: Json, version: number): FastifyReply {
  const tag = `W/"${version}"`;
  reply.header('etag', tag).header('location', (resource.meta as { location: string }).location);
  const isUnchanged = request.headers['if-none-match'] === tag;
  if (isUnchanged && (request.method === 'GET' || request.method === 'HEAD')) return reply.status(304).send();
  return send(reply, project(request, resource));
}

function notImplemented(reply: FastifyReply, detail: string): FastifyReply {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '501', detail };
  return send(reply.status(501), body);
}

function listBody(resources: object[], totalResults: number, startIndex: number) {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** The query by names as the standard spells them; of one that comes twice the first. */
function queryOf(request: FastifyRequest): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.query as Record<string, string | string[]>).map(([name, value]) => [
      name,
      [value].flat()[0],
    ]),
  );
}

function readSlice(request: FastifyRequest): store.Slice & { startIndex: number } {
  const { filter, startIndex, count } = queryOf(request);
  // Below its least value the standard has either read as that.
  const start = Math.max(1, numberOf(startIndex, 'startIndex') ?? 1);
  const limit = Math.min(mostPerPage, Math.max(0, numberOf(count, 'count') ?? mostPerPage));
  return { filter: filter ? parseFilter(filter) : null, offset: start - 1, limit, startIndex: start };
}

function numberOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw refuse('invalidValue', `${name} must be a whole number.`);
}

function idOf(request: FastifyRequest, kind: 'user' | 'group' = 'user'): number {
  const { id } = request.params as { id: string };
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw problem('not_found', `No ${kind} has the id ${id.slice(0, 40)}.`);
}

function readIfMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw problem('version_mismatch', 'If-Match must be the ETag of this resource.');
  return Number(version);
}

const always = ['schemas', 'id'];

function namesIn(text: string | undefined): string[] | null {
  if (!text) return null;
  const names = text.split(',').map(
    (name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/^urn:.*:/, '')
        .split('.')[0]!,
  );
  return names.slice(0, 100);
}

/** Whether the caller asked for this attribute, by `attributes` or by leaving it out of `excludedAttributes`. */
function wants(request: FastifyRequest, name: string): boolean {
  const { attributes, excludedAttributes } = queryOf(request);
  const named = namesIn(attributes);
  if (always.includes(name)) return true;
  return named ? named.includes(name.toLowerCase()) : !namesIn(excludedAttributes)?.includes(name.toLowerCase());
}

function project(request: FastifyRequest, resource: Json): Json {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => wants(request, name)));
}
