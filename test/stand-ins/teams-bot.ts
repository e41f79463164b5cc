/** Stands in for what a Teams bot talks to: sign-in at Microsoft, the Bot Connector with its keys, and its signed activities. */
import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';

type Action = { type: string; title: string; verb?: string; url?: string; data?: { token: string } };
export type TeamsActivity = {
  id: string;
  conversation: string;
  textFormat?: string;
  text?: string;
  attachments?: { content: { version: string; body: unknown[]; actions: Action[] } }[];
  channelData?: { notification?: { alert: boolean } };
};
type Claims = Record<string, unknown>;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export async function startTeamsBot() {
  const [tenantId, appId, ada] = [randomUUID(), randomUUID(), randomUUID()];
  const clientSecret = randomUUID();
  const channelId = '19:abc@thread.tacv2';
  const activities: TeamsActivity[] = [];
  const issued: string[] = [];
  const makeKey = (kid: string, endorsements: string[]) => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return { kid, endorsements, ...pair };
  };
  const keys = [makeKey('key-1', ['msteams']), makeKey('key-2', ['webchat'])];
  let fault: ServiceReply | null = null;
  let isTokenGood = true;

  const service = await startService(({ method, path, headers, json, text }): ServiceReply => {
    if (path === `/login/${tenantId}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(text);
      const isKnown = form.get('client_id') === appId && form.get('client_secret') === clientSecret;
      const isAsked =
        form.get('grant_type') === 'client_credentials' &&
        form.get('scope') === 'https://api.botframework.com/.default';
      if (!isKnown || !isAsked) return { status: 401, body: { error: 'invalid_client' } };
      issued.push(`token-${issued.length}-${randomUUID()}`);
      isTokenGood = true;
      return { body: { token_type: 'Bearer', expires_in: 3599, access_token: issued.at(-1) } };
    }
    if (path === '/metadata')
      return { body: { issuer: 'https://api.botframework.com', jwks_uri: `${service.url}/keys` } };
    if (path === '/keys') {
      const shown = keys.map(({ kid, endorsements, publicKey }) => {
        return { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid, endorsements };
      });
      return { body: { keys: shown } };
    }
    if (fault) return fault;
    if (headers.authorization !== `Bearer ${issued.at(-1)}` || !isTokenGood) return { status: 401, body: {} };
    if (path === '/teams/v3/conversations') {
      const [member] = json.members;
      if (json.bot.id !== `28:${appId}` || json.tenantId !== tenantId)
        return problem(403, 'ForbiddenOperationException');
      if (member.id !== ada) return problem(403, 'BotNotInConversationRoster');
      return { status: 201, body: { id: 'a:direct' } };
    }
    const [, conversation, id] = /^\/teams\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
    const place = decodeURIComponent(conversation ?? '');
    if (place !== channelId && place !== 'a:direct') return problem(404, 'ConversationNotFound');
    if (JSON.stringify(json).length > 28_000) return problem(413, 'MessageSizeTooBig');
    if (method === 'PUT') {
      const known = activities.find((each) => each.id === id);
      return known ? { body: Object.assign(known, json) && { id } } : problem(404, 'ActivityNotFoundInConversation');
    }
    const activity = { ...json, id: `activity-${activities.length}`, conversation: place };
    activities.push(activity);
    return { status: 201, body: { id: activity.id } };
  });

  const problem = (status: number, code: string) => ({ status, body: { error: { code, message: 'said in words' } } });
  const serviceUrl = `${service.url}/teams`;

  /** A request as the Bot Connector makes it. */
  function signed(
    activity: object,
    claims: Claims = {},
    { kid, privateKey }: { kid: string; privateKey: KeyObject } = keys[0]!,
  ) {
    const seconds = Math.floor(Date.now() / 1000);
    const payload = {
      ...{ iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl },
      ...{ nbf: seconds - 10, exp: seconds + 3_600, ...claims },
    };
    const head = `${base64({ typ: 'JWT', alg: 'RS256', kid })}.${base64(payload)}`;
    const signature = sign('RSA-SHA256', Buffer.from(head), privateKey).toString('base64url');
    return { body: JSON.stringify(activity), headers: { authorization: `Bearer ${head}.${signature}` } };
  }

  const heard = (type: string, more: object = {}) => ({
    ...{ type, id: randomUUID(), serviceUrl, channelId: 'msteams', from: { id: '29:ada', aadObjectId: ada } },
    conversation: { id: 'a:direct', tenantId, conversationType: 'personal' },
    channelData: { tenant: { id: tenantId } },
    ...more,
  });

  return {
    settings: {
      ...{ tenantId, appId, clientSecret, serviceUrl },
      ...{ loginUrl: `${service.url}/login`, metadataUrl: `${service.url}/metadata` },
    },
    ...{ ada, channelId, activities, issued, keys, heard, signed, makeKey },
    asked: (path: string) => service.requests.filter((request) => request.path === path).length,
    press: ({ verb, data }: Action, more: object = {}) =>
      heard('invoke', {
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data } },
        ...more,
      }),
    setFault: (next: ServiceReply | null) => {
      fault = next;
    },
    withdrawToken: () => {
      isTokenGood = false;
    },
  };
}
