import { type Queryable, row, run } from '../../../platform/db/database.ts';
import type { PageAction } from '../../channels/provider.ts';

export type ChatLink = {
  id: number;
  providerId: number;
  providerName: string;
  channel: string;
  /** Sealed. */
  settings: string;
  action: PageAction | null;
  notificationId: number | null;
  expiresAt: Date;
};

const goodFor = '15 minutes';
const mostForgottenAtOnce = 100;

/** Draws the id first, because the settings are sealed for exactly this row. */
export async function nextChatLinkId(tx: Queryable): Promise<number> {
  const drawn = await row<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence('evenkeel.chat_links', 'id')) as id`,
  );
  return drawn!.id;
}

/** An account has one link at a time: the last. */
export async function insertChatLink(
  tx: Queryable,
  link: Pick<ChatLink, 'id' | 'providerId' | 'channel' | 'settings' | 'action' | 'notificationId'> & {
    tokenHash: Buffer;
    identityHash: Buffer;
  },
): Promise<void> {
  await run(
    tx,
    `delete from chat_links where id in (select id from chat_links where expires_at <= evenkeel.now()
       order by expires_at limit ${mostForgottenAtOnce} for update skip locked)`,
  );
  await run(
    tx,
    `insert into chat_links (id, provider_id, channel, identity_hash, token_hash, settings, action, notification_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, evenkeel.now() + interval '${goodFor}')
     on conflict (provider_id, channel, identity_hash) do update set id = excluded.id, token_hash = excluded.token_hash,
       settings = excluded.settings, action = excluded.action, notification_id = excluded.notification_id,
       expires_at = excluded.expires_at`,
    [
      ...[link.id, link.providerId, link.channel, link.identityHash, link.tokenHash],
      ...[link.settings, link.action, link.notificationId],
    ],
  );
}

const columns = `l.id, l.provider_id, (select name from providers p where p.id = l.provider_id) as provider_name, l.channel,
  l.settings, l.action, l.notification_id, l.expires_at`;

export async function loadChatLink(db: Queryable, tokenHash: Buffer): Promise<ChatLink | null> {
  return row<ChatLink>(
    db,
    `select ${columns} from chat_links l where l.token_hash = $1 and l.expires_at > evenkeel.now()`,
    [tokenHash],
  );
}

/** Uses it up: of several who try at once one has it. */
export async function takeChatLink(tx: Queryable, tokenHash: Buffer): Promise<ChatLink | null> {
  return row<ChatLink>(
    tx,
    `delete from chat_links l where l.token_hash = $1 and l.expires_at > evenkeel.now() returning ${columns}`,
    [tokenHash],
  );
}
