/**
 * The HTTP server: explicit routes from the contract, validation both ways of the handler, one form of error.
 * What needs no framework (the accept path of signals) is offered the request first.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type Endpoint, takesIfMatch } from '../../../contract/endpoint.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import { type Problem, problem } from '../../../contract/errors.ts';
import type { Permission } from '../../../contract/permissions.ts';
import { type Actor, anonymous, may, personIdOf, teamsWhereMay } from '../auth/actor.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { asProblem, sendProblem } from './errors.ts';
import type { Handler } from './handler.ts';
import { withIdempotency } from './idempotency.ts';
import { parseJsonBody } from './json-body.ts';
import { limitConnections } from './limit-connections.ts';
import { knownMethods } from './methods.ts';
import { belowPrefix, cookieBelowPrefix, htmlBelowPrefix, prefixOf, withoutPrefix } from './prefix.ts';
import { securityHeaders } from './security-headers.ts';
import { requireTeams, type TeamsOf } from './team-scope.ts';
import { validateInput, validateOutput } from './validation.ts';

/** Returns true when it took the request. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * A standard that programs of others speak, below a prefix of its own: its bodies, its errors and its methods are not
 * those of the contract. Who asks, and whether they may, is settled before a body is read; browsers are not let in.
 */
export type Protocol = {
  prefix: string;
  permission: Permission;
  /** Of bodies, beside JSON. */
  contentType: string;
  routes: (app: FastifyInstance, contextOf: (request: FastifyRequest) => Context) => void;
  sendError: (known: Problem, reply: FastifyReply) => FastifyReply;
};

export type HttpOptions = {
  db: Database;
  handlers: Handler[];
  protocols?: Protocol[];
  log: Logger;
  authenticate: (request: FastifyRequest) => Promise<Actor>;
  /** Refuses what `confirms` while the person has not proved lately that it is them. @throws Problem `confirmation_required` */
  requireConfirmed?: (request: FastifyRequest) => void;
  /** Whose the things are that a request names; asked only where somebody acts by a role for a team. */
  teamsOf?: TeamsOf;
  /** Told of each answer 401 to a token and 403. */
  onRefused?: (request: FastifyRequest, status: 401 | 403, actor: Actor | null) => void;
  /** Runs before the framework, for the paths where every microsecond counts. */
  raw?: RawHandler;
  /** Runs before all else, and before the headers for browsers: machines send there. */
  senders?: RawHandler;
  /** How many reverse proxies stand in front; only then X-Forwarded-For is believed, from the right. */
  trustedProxies: number;
  /** The configured address, undefined when there is none. */
  publicUrl: string | undefined;
  /** The database's time in epoch ms: every answer tells it, so that the web's clocks agree with the deadlines. */
  now: () => number;
  /** Told when a request names another caller in X-Forwarded-For although no proxy is trusted. */
  onForwarded?: () => void;
};

const maxBodyBytes = 1024 * 1024;
/** For those who may apply configuration. The recipes for proxies let as much through. */
const maxLargeBodyBytes = 16 * 1024 * 1024;
/** Of those whom nobody has to know. */
const maxPublicBodyBytes = 64 * 1024;

export function createHttp(options: HttpOptions): FastifyInstance {
  const app: FastifyInstance = Fastify<Server>({
    // The framework's own news is no news; its warnings are.
    loggerInstance: options.log.child(
      {},
      { level: options.log.isLevelEnabled('warn') ? 'warn' : options.log.level },
    ) as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    trustProxy: (_address, hop) => hop < options.trustedProxies,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    return503OnClosing: true,
    serverFactory: (handler) => serverWith(handler, options),
  });
  const actors = new WeakMap<FastifyRequest, Actor>();
  app.setErrorHandler((error: Error, request, reply) => {
    if (request.raw.destroyed && !request.raw.complete) {
      options.log.debug({ requestId: request.id, url: request.url }, 'the caller hung up in the middle of a request');
    }
    noteRefusal(error, request, options, actors);
    return sendProblem(error, request, reply);
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson);
  const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
  app.addContentTypeParser(formTypes, { parseAs: 'string', bodyLimit: 16 * 1024 }, parseForm);
  const { onForwarded } = options;
  if (options.trustedProxies === 0 && onForwarded)
    app.addHook('onRequest', async (request) => {
      if (request.headers['x-forwarded-for'] !== undefined) onForwarded();
    });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('evenkeel-now', new Date(options.now()).toISOString());
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  const prefix = prefixOf(options.publicUrl);
  if (prefix !== '') app.addHook('onSend', async (_request, reply, payload) => putBelowPrefix(reply, payload, prefix));
  const methodsOf = knownMethods(options.handlers.map(({ endpoint }) => endpoint));
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return answerUnknown(request, reply, methodsOf(request.raw.url));
  });
  refuseGaps(options.handlers);
  for (const handler of options.handlers) addRoute(app, handler, options, actors);
  for (const protocol of options.protocols ?? [])
    app.register(async (inside) => addProtocol(inside, protocol, options, actors), { prefix: protocol.prefix });
  return app;
}

/** Only what the answer itself names: addresses in data are whole, or made whole by the web. */
function putBelowPrefix(reply: FastifyReply, payload: unknown, prefix: string): unknown {
  const { location, 'set-cookie': cookies } = reply.getHeaders();
  if (location !== undefined) reply.header('location', belowPrefix(String(location), prefix));
  if (cookies !== undefined) {
    // A header of this name adds to the others.
    reply.removeHeader('set-cookie');
    reply.header(
      'set-cookie',
      [cookies].flat().map((line) => cookieBelowPrefix(String(line), prefix)),
    );
  }
  const isHtml = String(reply.getHeader('content-type')).startsWith('text/html');
  return isHtml && typeof payload === 'string' ? htmlBelowPrefix(payload, prefix) : payload;
}

/** A method that the path does not know, or no such path; before the body is read, which is nobody's. */
function answerUnknown(request: FastifyRequest, reply: FastifyReply, methods: string[]) {
  if (methods.length === 0) {
    // What can have no body is asked of the web app.
    if (request.method === 'GET' || request.method === 'HEAD') return;
    throw problem('not_found');
  }
  if (methods.includes(request.method) && request.method !== 'OPTIONS') return;
  reply.header('allow', methods.join(', '));
  if (request.method === 'OPTIONS') return reply.status(204).send();
  throw problem('method_not_allowed', `Allowed here: ${methods.join(', ')}.`);
}

function serverWith(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  { raw, senders, publicUrl, trustedProxies }: HttpOptions,
): Server {
  const headers = securityHeaders(publicUrl);
  const prefix = prefixOf(publicUrl);
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    (request, response) => {
      request.url = withoutPrefix(request.url!, prefix);
      if (senders?.(request, response)) return;
      for (const [name, value] of headers) response.setHeader(name, value);
      if (raw?.(request, response)) return;
      handler(request, response);
    },
  );
  limitConnections(server, trustedProxies);
  return server;
}

function parseJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
) {
  if (body.length === 0) return done(null, undefined);
  try {
    done(null, parseJsonBody(body as string));
  } catch (error) {
    done(error as Error);
  }
}

/** Browsers send forms across sites without asking, so only the endpoints that expect one let it in. */
function parseForm(
  request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
) {
  const { form } = request.routeOptions.config as { form?: Endpoint['form'] };
  if (form === undefined) return done(problem('unsupported_media_type'));
  if (form !== 'fields') return done(null, undefined);
  if (/^multipart/i.test(request.headers['content-type'] ?? '')) return done(problem('unsupported_media_type'));
  done(null, fieldsOf(body as string));
}

/** The fields of a form; one that comes several times is a list. */
function fieldsOf(body: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const before = fields.get(name);
    if (Array.isArray(before)) before.push(value);
    else fields.set(name, before === undefined ? value : [before, value]);
  }
  return Object.fromEntries(fields);
}

/** A contract endpoint without a handler, or a handler without one, is a fault found at start. */
function refuseGaps(handlers: Handler[]) {
  const handled = new Set(handlers.map(({ endpoint }) => endpoint.name));
  const missing = endpoints.filter((endpoint) => !handled.has(endpoint.name)).map((endpoint) => endpoint.name);
  const known = new Set(endpoints.map((endpoint) => endpoint.name));
  const unknown = [...handled].filter((name) => !known.has(name));
  if (missing.length > 0 || unknown.length > 0 || handled.size !== handlers.length) {
    throw new Error(
      `Contract and handlers differ. Missing: ${missing.join(', ')}. Not in the contract: ${unknown.join(', ')}.`,
    );
  }
}

function addRoute(
  app: FastifyInstance,
  handler: Handler,
  options: HttpOptions,
  actors: WeakMap<FastifyRequest, Actor>,
) {
  const { endpoint } = handler;
  app.route({
    // One route for both: a route of its own for HEAD doubles what a start has to put together.
    method: endpoint.method === 'GET' ? ['GET', 'HEAD'] : endpoint.method,
    exposeHeadRoute: false,
    url: endpoint.path,
    config: { form: endpoint.form },
    bodyLimit: bodyLimitOf(endpoint),
    // Before the body is read: nothing is done with what nobody sent who may.
    onRequest: async (request) => {
      const isNobody = endpoint.isFromElsewhere && request.headers.authorization === undefined;
      const actor = isNobody ? anonymous : await options.authenticate(request);
      actors.set(request, actor);
      allow(actor, endpoint);
      if (!may(actor, endpoint.permission)) await requireTeams(options, actor, endpoint, { params: request.params });
    },
    handler: async (request, reply) => {
      const actor = actors.get(request)!;
      if (request.method === 'HEAD' && endpoint.contentType === 'text/event-stream')
        return reply.header('content-type', endpoint.contentType).send('');
      const input = validateInput(endpoint, request);
      if (!may(actor, endpoint.permission)) await requireTeams(options, actor, endpoint, { body: input.body });
      if (actor.kind === 'person' && mustConfirm(endpoint, input)) options.requireConfirmed?.(request);
      const answer = async () => {
        const output = await handler.handle({ db: options.db, actor }, {
          ...input,
          ifMatch: readIfMatch(request, endpoint),
          request,
          reply,
        } as never);
        return { status: endpoint.status ?? 200, output: reply.sent ? undefined : validateOutput(endpoint, output) };
      };
      const result = await withIdempotency(options.db, actor, endpoint, request, answer);
      if (reply.sent) return reply;
      return sendOutput(endpoint, reply, result);
    },
  });
}

function addProtocol(
  app: FastifyInstance,
  protocol: Protocol,
  options: HttpOptions,
  actors: WeakMap<FastifyRequest, Actor>,
) {
  app.setErrorHandler((error: Error, request, reply) => {
    const known = asProblem(error, request.body);
    noteRefusal(known, request, options, actors);
    if (known.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed');
    if (known.status === 401) reply.header('www-authenticate', 'Bearer');
    if (known.status === 429 || known.status === 503) reply.header('retry-after', '5');
    return protocol.sendError(known, reply);
  });
  app.addContentTypeParser(protocol.contentType, { parseAs: 'string' }, parseJson);
  app.addHook('onRequest', async (request) => {
    if (request.headers.authorization === undefined) throw problem('unauthenticated');
    const actor = await options.authenticate(request);
    actors.set(request, actor);
    allow(actor, protocol);
  });
  app.setNotFoundHandler(() => {
    throw problem('not_found');
  });
  protocol.routes(app, (request) => ({ db: options.db, actor: actors.get(request)! }));
}

function noteRefusal(
  error: Error,
  request: FastifyRequest,
  options: HttpOptions,
  actors: WeakMap<FastifyRequest, Actor>,
) {
  const { status, code } = error as { status?: number; code?: string };
  const hasToken = request.headers.authorization !== undefined;
  if (((status === 401 && hasToken) || status === 403) && code !== 'confirmation_required')
    options.onRefused?.(request, status, actors.get(request) ?? null);
}

function allow(actor: Actor, { permission, teams }: Pick<Endpoint, 'permission' | 'teams'>) {
  if (may(actor, permission)) return;
  // For which teams is asked when it is known what the request is about.
  if (teams !== undefined && teams !== 'organisation' && teamsWhereMay(actor, permission).length > 0) return;
  if (actor.kind === 'anonymous') throw problem('unauthenticated');
  throw problem('forbidden', refusalOf(permission, actor));
}

function refusalOf(permission: Permission, actor: Actor): string {
  if (permission === 'session') return 'Only somebody who has signed in may do this; tokens may not.';
  if (permission === 'signed-in' && personIdOf(actor) === null)
    return 'This acts for a person, and this token belongs to none: use a token made under your name.';
  return `This needs the permission ${permission}.`;
}

function mustConfirm({ confirms }: Endpoint, input: { body: unknown; query: unknown }): boolean {
  return typeof confirms === 'function' ? confirms(input) : confirms === true;
}

function readIfMatch(request: FastifyRequest, endpoint: Endpoint): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  // Passed over in silence it would look as if it had been held to.
  if (request.method !== 'GET' && !takesIfMatch(endpoint))
    throw problem('invalid_input', 'This endpoint takes no If-Match.');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw problem('invalid_input', 'If-Match must be the ETag of this resource.');
  return Number(version);
}

function sendOutput(endpoint: Endpoint, reply: FastifyReply, { status, output }: { status: number; output: unknown }) {
  if (status === 204) return reply.status(204).send();
  if (typeof output === 'object' && output !== null && 'version' in output) reply.header('etag', `"${output.version}"`);
  if (endpoint.contentType) return reply.status(status).header('content-type', endpoint.contentType).send(output);
  return reply.status(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(output));
}

function bodyLimitOf({ permission, largeBody, isFromElsewhere }: Endpoint): number {
  if (permission === 'public') return isFromElsewhere ? maxBodyBytes : maxPublicBodyBytes;
  return largeBody ? maxLargeBodyBytes : maxBodyBytes;
}
