/** Which ways to people work here: what needs a mail server or a provider does not without one. */
import type { Queryable } from '../../platform/db/database.ts';
import { findChannel, kindsCarrying } from '../channels/registry.ts';
import * as store from './store.ts';

/** A contact method as far as it matters: its channel, the provider that it names, and `+49` of a phone number. */
export type Way = { channel: string; providerId: number | null; callingCode: string | null };

/** Why a way does not work: `cause` by itself, `why` as the rest of a sentence about the person; and what mends it. */
export type Unserved = { cause: string; why: string; mend: string; path: string | null };

/** Null when the way works. */
export type Served = (way: Way) => Unserved | null;

/** Why contact methods do not work here, by their id; those that do are left out. */
export async function loadUnserved(db: Queryable, hasMail: boolean, ids: number[]): Promise<Map<number, Unserved>> {
  const served = await loadServed(db, hasMail);
  return new Map(
    (await store.listWaysById(db, ids)).flatMap(({ id, ...way }) => {
      const unserved = served(way);
      return unserved ? [[id, unserved] as const] : [];
    }),
  );
}

export async function loadServed(db: Queryable, hasMail: boolean): Promise<Served> {
  const providers = (await store.listProviders(db)).filter(({ disabledAt }) => disabledAt === null);
  return ({ channel: name, providerId, callingCode }) => {
    const channel = findChannel(name);
    if (!channel) {
      const cause = `${name} is no channel here`;
      return { cause, why: cause, mend: 'Add another contact method.', path: null };
    }
    const only = (cause: string) => ({ cause, why: `can only be reached by ${channel.noun} and ${cause}` });
    if (channel.requires === 'mail' && !hasMail)
      return {
        ...only('no mail server is configured'),
        mend: 'Set EVENKEEL_SMTP_URL, or add another contact method.',
        path: null,
      };
    if (channel.deliver !== null) return null;
    const kinds = kindsCarrying(name).map(({ kind }) => kind);
    const ofChannel = providers.filter(({ id, kind }) => kinds.includes(kind) && (providerId ?? id) === id);
    const carrying = ofChannel.filter(({ countries }) => mayCarry(countries, callingCode));
    const works = carrying.some(({ failingSince }) => failingSince === null);
    if (works) return null;
    const failing = carrying.map((provider) => provider.name).join(', ');
    const where = ofChannel.length > 0 && callingCode !== null ? ` to ${callingCode}` : '';
    return {
      ...only(failing === '' ? `no provider carries it${where}` : `${failing} is failing`),
      mend: failing === '' ? 'Add a provider, or another contact method.' : `Look at the provider ${failing}.`,
      path: '/settings/providers',
    };
  };
}

/** No for certain only: of a number no more than its country is known here, and a provider may name a part of one. */
function mayCarry(countries: string[], callingCode: string | null): boolean {
  if (countries.length === 0 || callingCode === null) return true;
  return countries.some((code) => code.startsWith(callingCode) || callingCode.startsWith(code));
}
