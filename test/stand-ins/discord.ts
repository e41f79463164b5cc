/** Stands in for Discord: its API for a bot and for webhooks, and interactions signed with its key. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';

type Button = { custom_id?: string; label: string };
export type DiscordMessage = {
  id: string;
  channel_id: string;
  content: string;
  embeds: { description: string; fields: { name: string; value: string }[] }[];
  components: { components: Button[] }[];
  allowed_mentions: { parse: string[]; users?: string[] };
  nonce?: string;
};

export async function startDiscord() {
  const botToken = randomBytes(30).toString('hex');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const messages: DiscordMessage[] = [];
  const hook = { id: '1234567890123456789', token: randomBytes(16).toString('hex') };
  const ada = '111111111111111111';
  const channelId = '222222222222222222';
  const problem = (status: number, code: number) => ({ status, body: { code, message: 'said in words' } });
  let fault: ServiceReply | null = null;
  let isHookGone = false;

  const service = await startService(({ method, path, headers, json, query }): ServiceReply => {
    if (fault) return fault;
    const [resource, ...rest] = path.replace('/api/v10/', '').split('/');
    if (resource === 'webhooks') {
      if (isHookGone || rest[1] !== hook.token) return problem(404, 10015);
      if (method === 'PATCH') return changed(rest[3]!, json);
      const made = create(channelId, json);
      return query.get('wait') === 'true' ? made : { status: 204, body: '' };
    }
    if (headers.authorization !== `Bot ${botToken}`) return problem(401, 0);
    if (resource === 'users')
      return json.recipient_id === ada ? { body: { id: '333333333333333333', type: 1 } } : problem(400, 50033);
    if (method === 'PATCH') return changed(rest[2]!, json);
    if (rest[0] === '444444444444444444') return problem(403, 50001);
    if (rest[0] !== channelId && rest[0] !== '333333333333333333') return problem(404, 10003);
    const before = messages.find(({ nonce }) => nonce !== undefined && nonce === json.nonce && json.enforce_nonce);
    return before ? { body: before } : create(rest[0], json);
  });

  function create(channel: string, json: DiscordMessage): ServiceReply {
    const tooLong =
      json.content.length > 2000 ||
      (json.embeds && json.content.includes('refuse me')) ||
      json.embeds?.some(
        ({ description, fields }) => description.length > 4096 || fields.some(({ value }) => value.length > 1024),
      );
    if (tooLong) return problem(400, 50035);
    const message = { ...json, id: String(900000000000000000n + BigInt(messages.length)), channel_id: channel };
    messages.push(message);
    return { body: message };
  }

  function changed(id: string, json: object): ServiceReply {
    const message = messages.find((each) => each.id === id);
    return message ? { body: Object.assign(message, json) } : problem(404, 10008);
  }

  function signed(payload: object | string, { seconds = Math.floor(Date.now() / 1000), key = privateKey } = {}) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return {
      body,
      headers: {
        'x-signature-timestamp': String(seconds),
        'x-signature-ed25519': sign(null, Buffer.from(`${seconds}${body}`), key).toString('hex'),
      },
    };
  }

  return {
    apiUrl: `${service.url}/api/v10`,
    webhookUrl: `${service.url}/api/v10/webhooks/${hook.id}/${hook.token}`,
    verifier: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    ...{ botToken, ada, channelId, messages, signed },
    otherKey: generateKeyPairSync('ed25519').privateKey,
    setFault: (next: ServiceReply | null) => {
      fault = next;
    },
    deleteWebhook: () => {
      isHookGone = true;
    },
    /** What Discord sends for a press: with a member on a server, with a user in a direct message. */
    press: (button: Button, userId: string, isOnServer = true) => ({
      ...{ id: String(Date.now()), application_id: '1', type: 3, token: 'interaction-token', version: 1 },
      data: { component_type: 2, custom_id: button.custom_id },
      ...(isOnServer ? { member: { user: { id: userId } } } : { user: { id: userId } }),
    }),
  };
}
