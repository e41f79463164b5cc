/** Authenticator apps (RFC 6238) and the codes for the day the app is lost, encrypted under the sign-in secret. */
import { createHash, randomInt } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import { Secret, TOTP } from 'otpauth';
import { problem } from '../../../contract/errors.ts';
import { type Database, type Queryable, row, run, transaction } from '../db/database.ts';

const issuer = 'Evenkeel';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const backupCodeCount = 10;

const randomText = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

export function createSecondFactors(secret: string) {
  const cipher = managedNonce(xchacha20poly1305)(createHash('sha256').update(secret).digest());
  const seal = (text: string) => Buffer.from(cipher.encrypt(Buffer.from(text))).toString('hex');
  const open = (sealed: string) => Buffer.from(cipher.decrypt(Buffer.from(sealed, 'hex'))).toString();

  return {
    /**
     * Makes a new app, which counts only once it is confirmed. @returns its `otpauth:` address and backup codes
     * @throws Problem `state_conflict` when one counts already
     */
    async enrol(db: Database, userId: string, account: string): Promise<{ uri: string; backupCodes: string[] }> {
      const key = randomText(32);
      const backupCodes = Array.from({ length: backupCodeCount }, () => `${randomText(5)}-${randomText(5)}`);
      await transaction(db, async (tx) => {
        await run(tx, 'select from auth."user" where id = $1 for update', [userId]);
        if ((await load(tx, userId))?.isConfirmed)
          throw problem('state_conflict', 'An authenticator app is already in use.');
        await deleteSecondFactor(tx, userId);
        await run(
          tx,
          `insert into auth."twoFactor" (id, secret, "backupCodes", "userId", verified)
           values (gen_random_uuid()::text, $1, $2, $3, false)`,
          [seal(key), seal(JSON.stringify(backupCodes)), userId],
        );
      });
      return { uri: appOf(key, account).toString(), backupCodes };
    },

    /** Whether the code is that of the app, now or half a minute off. @param kind whether an unconfirmed app counts */
    async isCode(db: Queryable, userId: string, code: string, kind: 'confirmed' | 'any'): Promise<boolean> {
      const found = await load(db, userId);
      if (!found || (kind === 'confirmed' && !found.isConfirmed)) return false;
      return appOf(open(found.secret)).validate({ token: code, window: 1 }) !== null;
    },

    /** Uses a backup code up; of several callers one gets true. */
    async spendBackupCode(db: Queryable, userId: string, code: string): Promise<boolean> {
      const found = await load(db, userId);
      if (!found?.isConfirmed) return false;
      const codes = JSON.parse(open(found.backupCodes)) as string[];
      if (!codes.includes(code)) return false;
      const left = seal(JSON.stringify(codes.filter((each) => each !== code)));
      const spent = await run(
        db,
        'update auth."twoFactor" set "backupCodes" = $3 where "userId" = $1 and "backupCodes" = $2',
        [userId, found.backupCodes, left],
      );
      return spent === 1;
    },
  };
}

/** The bytes of the text are the key. */
function appOf(key: string, label?: string): TOTP {
  const bytes = Uint8Array.from(Buffer.from(key));
  return new TOTP({ issuer, secret: new Secret({ buffer: bytes.buffer }), ...(label === undefined ? {} : { label }) });
}

type Row = { secret: string; backupCodes: string; isConfirmed: boolean };

function load(db: Queryable, userId: string): Promise<Row | null> {
  return row<Row>(
    db,
    `select secret, "backupCodes" as backup_codes, verified is distinct from false as is_confirmed
     from auth."twoFactor" where "userId" = $1 order by 3 desc limit 1`,
    [userId],
  );
}

/** From now on a password alone is not enough. */
export async function confirmSecondFactor(tx: Queryable, userId: string): Promise<void> {
  await run(tx, 'update auth."twoFactor" set verified = true where "userId" = $1', [userId]);
  await run(tx, 'update auth."user" set "twoFactorEnabled" = true where id = $1', [userId]);
}

export async function deleteSecondFactor(tx: Queryable, userId: string): Promise<void> {
  await run(tx, 'delete from auth."twoFactor" where "userId" = $1', [userId]);
  await run(tx, 'update auth."user" set "twoFactorEnabled" = false where id = $1', [userId]);
}
