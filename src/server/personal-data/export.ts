/** Everything that is kept about somebody, as one JSON file, read as fast as it is taken. */
import { problem } from '../../contract/errors.ts';
import { settingsContext } from '../directory/contact-methods/reachability.ts';
import { getPerson } from '../directory/people/actions.ts';
import type { Context } from '../platform/context.ts';
import { recordEvent } from '../platform/events/record.ts';
import type { Keyring } from '../platform/secrets.ts';
import { columnClasses } from './columns.ts';
import { listAboutColumns, readAbout } from './export-store.ts';

/** Keys and hashes, which say nothing about the person and could let somebody in. */
const secrets = [
  ...[
    'password',
    'accessToken',
    'refreshToken',
    'idToken',
    'token',
    'secret',
    'backupCodes',
    'publicKey',
    'credentialID',
  ],
  ...['token_hash', 'verification_hash', 'identity_hash', 'hash', 'settings', 'feed_key', 'words'],
];

export async function exportPersonalData(ctx: Context, keyring: Keyring, personId: number) {
  const person = await getPerson(ctx, personId);
  if (person.removedAt !== null) throw problem('state_conflict', 'The personal data of this person were removed.');
  await recordEvent(ctx.db, ctx.actor, 'person.personalDataExported', personId);
  return pieces(ctx, keyring, personId);
}

async function* pieces(ctx: Context, keyring: Keyring, personId: number): AsyncGenerator<string> {
  yield `{"personId":${personId},"tables":{`;
  const columns = await listAboutColumns(ctx.db, Object.keys(columnClasses));
  let isFirst = true;
  for (const about of columns) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(about.table)}:[`;
    isFirst = false;
    let after = '(0,0)';
    for (let comma = ''; ; ) {
      const { rows, last } = await readAbout(ctx.db, about, personId, after);
      for (const row of rows) {
        const opened = about.table === 'contact_methods' ? { settings: open(keyring, row) } : {};
        for (const secret of secrets) delete row[secret];
        yield `${comma}\n${JSON.stringify({ ...row, ...opened })}`;
        comma = ',';
      }
      if (last === null) break;
      after = last;
    }
    yield ']';
  }
  yield '}}\n';
}

function open(keyring: Keyring, { id, settings }: Record<string, unknown>): unknown {
  try {
    return JSON.parse(keyring.open(String(settings), settingsContext(Number(id))).reveal());
  } catch {
    return 'sealed under a key that is not there';
  }
}
