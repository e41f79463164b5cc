/** Stands in for a Mattermost server: its API for a bot, and buttons that it calls back without a signature. */
import { randomBytes } from 'node:crypto';
import { type ServiceReply, startService } from './http-service.ts';

type Action = { id: string; integration: { url: string; context: Record<string, string> } };
type Post = {
  id: string;
  channel_id: string;
  message: string;
  props: { attachments: { text: string; fallback: string; actions: Action[] }[] };
};

export async function startMattermost() {
  const botToken = randomBytes(13).toString('hex');
  const users = [
    { id: 'b'.repeat(26), username: 'evenkeel', delete_at: 0 },
    { id: 'a'.repeat(26), username: 'ada', delete_at: 0 },
    { id: 'g'.repeat(26), username: 'gone', delete_at: 1_700_000_000_000 },
  ];
  const channels = new Set(['c'.repeat(26)]);
  const posts: Post[] = [];
  const problem = (status: number, id: string) => ({ status, body: { id, message: id, status_code: status } });
  let fault: ServiceReply | null = null;

  const service = await startService(({ method, path, headers, json }): ServiceReply => {
    if (headers.authorization !== `Bearer ${botToken}`) return problem(401, 'api.context.session_expired.app_error');
    const [resource, ...rest] = path.replace('/api/v4/', '').split('/');
    if (resource === 'users') {
      const found = users.find(({ username }) => username === (rest[0] === 'me' ? 'evenkeel' : rest[1]));
      return found ? { body: found } : problem(404, 'app.user.get_by_username.app_error');
    }
    if (resource === 'channels') {
      const id = `d${json[1].slice(1)}`;
      channels.add(id);
      return { status: 201, body: { id, type: 'D' } };
    }
    if (fault) return fault;
    if (method === 'PUT') {
      const post = posts.find(({ id }) => id === rest[0]);
      if (!post) return problem(404, 'app.post.get.app_error');
      return { body: Object.assign(post, json) };
    }
    if (!channels.has(json.channel_id)) return problem(403, 'api.context.permissions.app_error');
    if ([...json.message].length > 16_383) return problem(400, 'model.post.is_valid.msg.app_error');
    const post = { ...json, id: `p${String(posts.length).padStart(25, '0')}` } as Post;
    posts.push(post);
    return { status: 201, body: post };
  });

  return {
    ...{ url: service.url, botToken, posts, channelId: 'c'.repeat(26), requests: service.requests },
    setFault: (next: ServiceReply | null) => {
      fault = next;
    },
    /** What the server posts to the button's address. */
    press: (post: Post, action: string, userName: string) => ({
      user_id: users.find(({ username }) => username === userName)?.id ?? 'x'.repeat(26),
      user_name: userName,
      ...{ channel_id: post.channel_id, post_id: post.id, trigger_id: randomBytes(8).toString('hex'), type: 'button' },
      context: post.props.attachments[0]!.actions.find(({ id }) => id === action)!.integration.context,
    }),
  };
}
