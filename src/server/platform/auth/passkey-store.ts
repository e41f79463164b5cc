import { type Queryable, row, rows, run } from '../db/database.ts';

export type PasskeyRow = { id: string; name: string; createdAt: Date | null };

export async function listPasskeys(db: Queryable, userId: string): Promise<PasskeyRow[]> {
  return rows<PasskeyRow>(
    db,
    `select id, coalesce(name, '') as name, "createdAt" as created_at from auth.passkey
     where "userId" = $1 order by "createdAt", id limit 100`,
    [userId],
  );
}

/** What tells a device that it holds a passkey of this user already. */
export async function listCredentials(db: Queryable, userId: string): Promise<{ id: string }[]> {
  return rows(db, 'select "credentialID" as id from auth.passkey where "userId" = $1 order by 1 limit 100', [userId]);
}

/** `publicKey` in base64. */
export type StoredPasskey = { id: string; userId: string; credentialId: string; publicKey: string; counter: number };

export async function findPasskey(db: Queryable, credentialId: string): Promise<StoredPasskey | null> {
  return row<StoredPasskey>(
    db,
    `select id, "userId" as user_id, "credentialID" as credential_id, "publicKey" as public_key, counter
     from auth.passkey where "credentialID" = $1 order by "createdAt" limit 1`,
    [credentialId],
  );
}

export type NewPasskey = StoredPasskey & {
  name: string;
  deviceType: string;
  backedUp: boolean;
  /** With commas. */
  transports: string;
  aaguid: string;
};

/** @returns null when there is such a credential, whosever it is */
export async function insertPasskey(db: Queryable, passkey: NewPasskey): Promise<PasskeyRow | null> {
  return row<PasskeyRow>(
    db,
    `insert into auth.passkey (id, "userId", name, "credentialID", "publicKey", counter, "deviceType", "backedUp",
       transports, aaguid, "createdAt")
     select $1, $2, $3, $4, $5, $6::int, $7, $8::boolean, $9, $10, date_trunc('milliseconds', evenkeel.now())
     where not exists (select from auth.passkey where "credentialID" = $4)
     returning id, name, "createdAt" as created_at`,
    [
      passkey.id,
      passkey.userId,
      passkey.name,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.deviceType,
      passkey.backedUp,
      passkey.transports,
      passkey.aaguid,
    ],
  );
}

/** How often the passkey has signed, as far as its device counts; a copy of it would count on its own. */
export async function setCounter(db: Queryable, id: string, counter: number): Promise<void> {
  await run(db, 'update auth.passkey set counter = $2 where id = $1', [id, counter]);
}

export async function deletePasskey(db: Queryable, userId: string, id: string): Promise<boolean> {
  return (await run(db, 'delete from auth.passkey where id = $1 and "userId" = $2', [id, userId])) === 1;
}
