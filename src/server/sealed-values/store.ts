/** Every sealed value of the database, wherever it stands. A column that holds sealed values is listed here. */
import { type Queryable, rows, run } from '../platform/db/database.ts';
import { secretNames } from '../platform/settings/registry.ts';

export type SealedKind =
  | 'calendars'
  | 'removed calendars'
  | 'contact methods'
  | 'chat links'
  | 'check headers'
  | 'close-back credentials'
  | 'outgoing webhooks'
  | 'personal data removals'
  | 'providers'
  | 'source keys'
  | 'source verifications'
  | 'sign-in'
  | 'installation keys';
export type SealedCount = { kind: SealedKind; keyId: string; count: number };
export type SealedValue = { kind: SealedKind; id: string; context: string; sealed: string };

const sealedValues = `
  select 'calendars' as kind, id::text, 'calendars.address.' || id as context, address as sealed from calendars
  where address is not null
  union all
  select 'removed calendars', id::text, 'calendars.address.' || id, address from removed_calendars
  where address is not null
  union all
  select 'contact methods', id::text, 'contact_methods.settings.' || id, settings
  from contact_methods
  union all
  select 'chat links', id::text, 'chat_links.settings.' || id, settings from chat_links
  union all
  select 'check headers', source_id::text, 'checks.sealed_headers.' || source_id, sealed_headers from checks
  where sealed_headers <> ''
  union all
  select 'close-back credentials', id::text, 'sources.close_back.' || id, close_back_credential from sources
  where close_back_credential <> ''
  union all
  select 'outgoing webhooks', id::text, 'outgoing_webhooks.settings.' || id, settings from outgoing_webhooks
  union all
  select 'personal data removals', id::text, 'personal_data_removals.words.' || id, words from personal_data_removals
  where words <> ''
  union all
  select 'providers', id::text, 'providers.settings.' || id, settings from providers
  union all
  select 'source keys', id::text, 'sources.key.' || encode(key_hash, 'hex'), key_sealed from sources where key_sealed <> ''
  union all
  select 'source verifications', source_id::text, 'source_verifications.secrets.' || source_id, secrets
  from source_verifications where secrets <> ''
  union all
  select 'sign-in', '1', 'installation.sign_in_secret.1', sign_in_secret from installation
  where sign_in_secret is not null
  union all
  select 'installation keys', name, 'settings.value.' || name, coalesce(value->>'sealed', value->>'sealedPrivateKey')
  from settings where coalesce(value->>'sealed', value->>'sealedPrivateKey') like 's1.%'`;

/**
 * How many values there are under each key. What stood in for an original while its key was away is not counted: with
 * the original back, nothing is lost with it.
 */
export async function countSealedValues(db: Queryable): Promise<SealedCount[]> {
  return rows(
    db,
    `select kind, split_part(sealed, '.', 2) as key_id, count(*)::int as count from (${sealedValues}) v
     where not (kind = 'installation keys' and (id = $1 or position(':' in id) > 0))
     group by 1, 2 order by 1, 2 limit 1000`,
    [secretNames.signIn],
  );
}

/** Values that are not sealed under `keyId`, behind the place of `after`, in order. */
export async function listSealedUnderOthers(
  db: Queryable,
  keyId: string,
  after: Pick<SealedValue, 'kind' | 'id'> | null,
  limit: number,
): Promise<SealedValue[]> {
  return rows(
    db,
    `select kind, id, context, sealed from (${sealedValues}) v
     where split_part(sealed, '.', 2) <> $1 and ($2::text is null or (kind, id) > ($2, $3))
     order by kind, id limit $4`,
    [keyId, after?.kind ?? null, after?.id ?? null, limit],
  );
}

const replacements: Record<SealedKind, string> = {
  calendars: 'update calendars set address = $3 where id = $1::bigint and address = $2',
  'removed calendars': 'update removed_calendars set address = $3 where id = $1::bigint and address = $2',
  'contact methods': 'update contact_methods set settings = $3 where id = $1::bigint and settings = $2',
  'chat links': 'update chat_links set settings = $3 where id = $1::bigint and settings = $2',
  'close-back credentials':
    'update sources set close_back_credential = $3 where id = $1::bigint and close_back_credential = $2',
  'check headers': 'update checks set sealed_headers = $3 where source_id = $1::bigint and sealed_headers = $2',
  'outgoing webhooks': 'update outgoing_webhooks set settings = $3 where id = $1::bigint and settings = $2',
  'personal data removals': 'update personal_data_removals set words = $3 where id = $1::bigint and words = $2',
  providers: 'update providers set settings = $3, version = version + 1 where id = $1::bigint and settings = $2',
  'source keys': 'update sources set key_sealed = $3 where id = $1::bigint and key_sealed = $2',
  'source verifications': 'update source_verifications set secrets = $3 where source_id = $1::bigint and secrets = $2',
  'sign-in': "update installation set sign_in_secret = $3 where $1 = '1' and sign_in_secret = $2",
  'installation keys': `update settings set updated_at = evenkeel.now(), value = case
      when value ? 'sealed' then jsonb_set(value, '{sealed}', to_jsonb($3::text))
      else jsonb_set(value, '{sealedPrivateKey}', to_jsonb($3::text)) end
    where name = $1 and coalesce(value->>'sealed', value->>'sealedPrivateKey') = $2`,
};

/** False when somebody has changed the value meanwhile. */
export async function replaceSealedValue(tx: Queryable, value: SealedValue, sealed: string): Promise<boolean> {
  return (await run(tx, replacements[value.kind], [value.id, value.sealed, sealed])) === 1;
}

const discards: Record<SealedKind, string> = {
  // What was read stays; it is read no more.
  calendars: `update calendars set address = null, host = null, failing_since = evenkeel.now(),
      problem = 'The key that sealed its address is lost. Add the calendar again.'
    where id = $1::bigint and address = $2`,
  'removed calendars': 'delete from removed_calendars where id = $1::bigint and address = $2',
  'contact methods': 'delete from contact_methods where id = $1::bigint and settings = $2',
  'chat links': 'delete from chat_links where id = $1::bigint and settings = $2',
  // Their names stay, so that the check says what it lacks instead of going without.
  'close-back credentials':
    "update sources set close_back_credential = '' where id = $1::bigint and close_back_credential = $2",
  'check headers': "update checks set sealed_headers = '' where source_id = $1::bigint and sealed_headers = $2",
  'outgoing webhooks': 'delete from outgoing_webhooks where id = $1::bigint and settings = $2',
  'personal data removals': `update personal_data_removals set words = '', state = 'canceled', ended_at = evenkeel.now(),
      reason = 'The key that sealed what is looked for is lost.'
    where id = $1::bigint and words = $2`,
  providers: 'delete from providers where id = $1::bigint and settings = $2',
  // Its hash still lets the sender in; only the text for the set-up steps is gone.
  'source keys': "update sources set key_sealed = '' where id = $1::bigint and key_sealed = $2",
  // The rule stays: nothing is taken unverified, and the source says that the secret has to be set again.
  'source verifications': "update source_verifications set secrets = '' where source_id = $1::bigint and secrets = $2",
  'sign-in': "update installation set sign_in_secret = null where $1 = '1' and sign_in_secret = $2",
  'installation keys': `delete from settings where name = $1
    and coalesce(value->>'sealed', value->>'sealedPrivateKey') = $2`,
};

/** Gives up a value that nobody can open any more; what the installation makes for itself is made anew at the next start. */
export async function discardSealedValue(tx: Queryable, value: SealedValue): Promise<void> {
  await run(tx, discards[value.kind], [value.id, value.sealed]);
}

/** Authenticator apps are encrypted under the sign-in secret and cannot outlive it. @returns how many were removed */
export async function removeAuthenticatorApps(tx: Queryable): Promise<number> {
  await run(tx, 'update auth."user" set "twoFactorEnabled" = false where "twoFactorEnabled"');
  return run(tx, 'delete from auth."twoFactor"');
}

export async function endAllSessions(tx: Queryable): Promise<void> {
  await run(tx, 'delete from auth.session');
}
