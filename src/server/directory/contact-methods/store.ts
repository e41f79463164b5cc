import type { ContactMethod, KnownRules, NotificationRules } from '../../../contract/directory/contact-methods.ts';
import type { Role } from '../../../contract/permissions.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { type GrantedColumn, grantedOf } from '../../platform/auth/roles/granted.ts';
import { preparedRows, type Queryable, row, rows, run } from '../../platform/db/database.ts';

type Instants = 'verifiedAt' | 'disabledAt' | 'lastOutcomeAt';
export type ContactMethodRow = Omit<ContactMethod, Instants | 'createdAt'> &
  Record<Instants, Date | null> & { createdAt: Date };

const columns = `id, channel, provider_id, label, hint, verified_at, disabled_at, disabled_reason, last_outcome, last_outcome_at,
  created_at`;

export async function listContactMethods(db: Queryable, personId: number): Promise<ContactMethodRow[]> {
  return rows<ContactMethodRow>(
    db,
    `select ${columns} from contact_methods where person_id = $1 order by id limit 100`,
    [personId],
  );
}

export async function loadContactMethod(db: Queryable, personId: number, id: number): Promise<ContactMethodRow | null> {
  return row<ContactMethodRow>(db, `select ${columns} from contact_methods where id = $1 and person_id = $2`, [
    id,
    personId,
  ]);
}

export async function countContactMethods(db: Queryable, personId: number): Promise<number> {
  const found = await row<{ count: number }>(db, 'select count(*) from contact_methods where person_id = $1', [
    personId,
  ]);
  return found!.count;
}

/** Draws the id first, because the settings are sealed for exactly this row. */
export async function nextContactMethodId(tx: Queryable): Promise<number> {
  const drawn = await row<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence('evenkeel.contact_methods', 'id')) as id`,
  );
  return drawn!.id;
}

export async function insertContactMethod(
  tx: Queryable,
  method: {
    id: number;
    personId: number;
    channel: string;
    label: string;
    sealedSettings: string;
    hint: string;
    verified: boolean;
    providerId: number | null;
    identityHash: Buffer | null;
  },
): Promise<void> {
  await run(
    tx,
    `insert into contact_methods (id, person_id, channel, label, settings, hint, verified_at, provider_id, identity_hash)
     overriding system value values ($1, $2, $3, $4, $5, $6, case when $7 then evenkeel.now() end, $8, $9)`,
    [
      method.id,
      method.personId,
      method.channel,
      method.label,
      method.sealedSettings,
      method.hint,
      method.verified,
      method.providerId,
      method.identityHash,
    ],
  );
}

export async function updateContactMethod(
  tx: Queryable,
  id: number,
  change: { label?: string | undefined; enabled?: boolean | undefined },
): Promise<void> {
  if (change.enabled === false) await tx.query('select from contact_methods where id = $1 for update', [id]);
  await run(
    tx,
    `update contact_methods set label = coalesce($2, label),
       disabled_at = case when $3 then null when not $3 then coalesce(disabled_at, evenkeel.now()) else disabled_at end,
       disabled_reason = case when $3 then null when not $3 then coalesce(disabled_reason, 'by its owner')
         else disabled_reason end
     where id = $1`,
    [id, change.label ?? null, change.enabled ?? null],
  );
  if (change.enabled === false) await tx.query('select evenkeel.wait_for_claims(null, $1)', [id]);
}

export async function deleteContactMethod(tx: Queryable, personId: number, id: number): Promise<boolean> {
  await touchRules(tx, personId);
  return (await run(tx, 'delete from contact_methods where id = $1 and person_id = $2', [id, personId])) === 1;
}

export async function loadSealedSettings(
  db: Queryable,
  id: number,
): Promise<{ channel: string; settings: string; providerId: number | null } | null> {
  return row(db, 'select channel, settings, provider_id from contact_methods where id = $1', [id]);
}

export type Known = {
  contactMethodId: number;
  personId: number;
  name: string;
  role: Role;
  isVerified: boolean;
} & GrantedColumn;

/** Whose contact methods these are, verified ones first; only people who are not disabled. None of another provider. */
export async function findByIdentity(db: Queryable, hash: Buffer, providerId: number): Promise<Known[]> {
  return rows<Known>(
    db,
    `select m.id as contact_method_id, m.person_id, p.name, p.role, m.verified_at is not null as is_verified,
       ${grantedOf('p.id')}
     from contact_methods m join people p on p.id = m.person_id and p.disabled_at is null
     where m.identity_hash = $1 and (m.provider_id is null or m.provider_id = $2)
     order by m.verified_at nulls last, m.id limit 10`,
    [hash, providerId],
  );
}

/** Marks what the person has added by hand, and binds it to the provider that knows it; null when there is none. */
export async function verifyOwn(
  tx: Queryable,
  personId: number,
  identityHash: Buffer,
  providerId: number,
): Promise<number | null> {
  const verified = await row<{ id: number }>(
    tx,
    `update contact_methods set verified_at = evenkeel.now(), provider_id = $3, verification_hash = null
     where id = (select id from contact_methods where person_id = $1 and identity_hash = $2 and verified_at is null
         and (provider_id is null or provider_id = $3) order by id limit 1)
     returning id`,
    [personId, identityHash, providerId],
  );
  return verified?.id ?? null;
}

export async function setOutcome(db: Queryable, id: number, outcome: string): Promise<void> {
  await preparedRows(
    db,
    'set-contact-method-outcome',
    `update contact_methods set last_outcome = $2, last_outcome_at = evenkeel.now()
     where id = $1 and (last_outcome is distinct from $2 or last_outcome_at < evenkeel.now() - interval '1 minute')`,
    [id, outcome],
  );
}

/** What was disabled, or null when it was so before or is gone. */
export async function disable(
  tx: Queryable,
  id: number,
  reason: string,
): Promise<{ channel: string; personId: number } | null> {
  return row(
    tx,
    `update contact_methods set disabled_at = evenkeel.now(), disabled_reason = $2
     where id = $1 and disabled_at is null returning channel, person_id`,
    [id, reason],
  );
}

/** Null when it was not disabled for this reason. */
export async function enable(
  tx: Queryable,
  id: number,
  reason: string,
): Promise<{ personId: number; before: object; after: object } | null> {
  const found = await row<{ personId: number; label: string }>(
    tx,
    `update contact_methods set disabled_at = null, disabled_reason = null
     where id = $1 and disabled_at is not null and disabled_reason = $2 returning person_id, label`,
    [id, reason],
  );
  return (
    found && {
      personId: found.personId,
      before: { label: found.label, enabled: false },
      after: { label: found.label, enabled: true },
    }
  );
}

/** Stores the hash of a fresh code; false when the last one was sent less than a minute ago. */
export async function startVerification(db: Queryable, id: number, hash: Buffer, lifeSeconds: number) {
  const started = await run(
    db,
    `update contact_methods set verification_hash = $2, verification_attempts = 0,
       verification_sent_at = evenkeel.now(),
       verification_expires_at = evenkeel.now() + make_interval(secs => $3)
     where id = $1 and (verification_sent_at is null or verification_sent_at <= evenkeel.now() - interval '1 minute')`,
    [id, hash, lifeSeconds],
  );
  return started === 1;
}

/** Counts one try and gives the hash to compare with; null when there is no code, it is late, or tries are used up. */
export async function takeVerificationTry(db: Queryable, id: number, maxTries: number): Promise<Buffer | null> {
  const taken = await row<{ verificationHash: Buffer }>(
    db,
    `update contact_methods set verification_attempts = verification_attempts + 1
     where id = $1 and verification_hash is not null and verification_expires_at > evenkeel.now()
       and verification_attempts < $2 returning verification_hash`,
    [id, maxTries],
  );
  return taken?.verificationHash ?? null;
}

/** Marks as verified and uses the code up; false when it was used in the meantime. */
export async function finishVerification(tx: Queryable, id: number, hash: Buffer): Promise<boolean> {
  const finished = await run(
    tx,
    `update contact_methods set verified_at = coalesce(verified_at, evenkeel.now()), verification_hash = null,
       verification_expires_at = null where id = $1 and verification_hash = $2`,
    [id, hash],
  );
  return finished === 1;
}

type RuleRow = { urgency: Urgency; contactMethodId: number; delaySeconds: number };

/** As `loadRules`, and nobody else changes them before the transaction ends. */
export async function lockRules(tx: Queryable, personId: number): Promise<KnownRules> {
  await run(tx, 'select from people where id = $1 for update', [personId]);
  return loadRules(tx, personId);
}

export async function loadRules(db: Queryable, personId: number): Promise<KnownRules> {
  const found = await rows<RuleRow>(
    db,
    `select urgency, contact_method_id, delay_seconds from notification_rules where person_id = $1
     order by urgency, position`,
    [personId],
  );
  const of = (urgency: Urgency) =>
    found
      .filter((rule) => rule.urgency === urgency)
      .map(({ contactMethodId, delaySeconds }) => ({ contactMethodId, delaySeconds }));
  const person = await row<{ version: number }>(
    db,
    'select notification_rules_version as version from people where id = $1',
    [personId],
  );
  return { high: of('high'), low: of('low'), version: person?.version ?? 0 };
}

export async function replaceRules(tx: Queryable, personId: number, rules: NotificationRules): Promise<void> {
  await run(tx, 'delete from notification_rules where person_id = $1', [personId]);
  await touchRules(tx, personId);
  for (const urgency of ['high', 'low'] as const) {
    await run(
      tx,
      `insert into notification_rules (person_id, urgency, position, contact_method_id, delay_seconds)
       select $1, $2, r.position, r.contact_method_id, r.delay_seconds
       from unnest($3::bigint[], $4::int[]) with ordinality as r (contact_method_id, delay_seconds, position)`,
      [
        personId,
        urgency,
        rules[urgency].map((rule) => rule.contactMethodId),
        rules[urgency].map((rule) => rule.delaySeconds),
      ],
    );
  }
}

async function touchRules(tx: Queryable, personId: number): Promise<void> {
  await run(tx, 'update people set notification_rules_version = notification_rules_version + 1 where id = $1', [
    personId,
  ]);
}

export type ReachRow = { personId: number; contactMethodId: number; channel: string; delaySeconds: number | null };

/** Every usable contact method of these people, once per rule of this urgency, or once without a delay. */
export async function loadReach(db: Queryable, personIds: number[], urgency: Urgency): Promise<ReachRow[]> {
  if (personIds.length === 0) return [];
  return preparedRows<ReachRow>(
    db,
    'load-reach',
    `select m.person_id, m.id as contact_method_id, m.channel, r.delay_seconds
     from contact_methods m join people p on p.id = m.person_id
     left join notification_rules r on r.contact_method_id = m.id and r.person_id = m.person_id and r.urgency = $2
     where m.person_id = any ($1::bigint[]) and m.verified_at is not null and m.disabled_at is null
       and p.disabled_at is null
     order by m.person_id, r.delay_seconds, r.position, m.id`,
    [personIds, urgency],
  );
}
