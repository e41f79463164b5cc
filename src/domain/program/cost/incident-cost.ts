import { type Severity, severityLabel } from '../../severity.ts';
import { minorUnits, type WrittenCosts } from '../money.ts';
import type { PeopleTime } from './people-time.ts';

/** Minor units of the currency. */
export type Amount = { low: number; high: number };

export type CostFacts = {
  severity: Severity;
  /** What it affects. */
  services: readonly { id: number; name: string }[];
  isFalseAlarm: boolean;
  /** Epoch milliseconds; null: not known. */
  impactStartedAt: number | null;
  declaredAt: number;
  /** When the impact stopped; null: it goes on. */
  impactEndedAt: number | null;
  now: number;
  /** Null: it was not kept. */
  people: PeopleTime | null;
  /** Null: nobody wrote any down. */
  credits: (Amount & { currency: string; note: string }) | null;
  /** Null: there are no assumptions yet. */
  costs: WrittenCosts | null;
  /** Null: services have none of their own. */
  impactRates: ImpactRates | null;
};

export type ImpactRates = {
  currency: string;
  /** `severity` null: every one that has no rate of its own in this service. */
  rates: readonly { serviceId: number; severity: Severity | null; perHour: Amount }[];
};

export type CostPart = {
  key: 'people' | 'impact' | 'credits';
  /** Null: not known, so the sum is at least what the other parts say. */
  amount: Amount | null;
  /** What it was calculated with, or why it is not known. */
  text: string;
};

export type CostAnswer = {
  /** Null: no part is known. */
  total: Amount | null;
  /** A part of it is not known, or only from below. */
  isAtLeast: boolean;
  parts: CostPart[];
};

const hourMs = 3_600_000;
const noAssumptions = 'Not known: there are no cost assumptions yet.';

/** What one incident cost: people's time, impact and what was written down, each with what it was calculated with. */
export function costOf(facts: CostFacts): CostAnswer {
  const parts = [peoplePart(facts), ...impactPart(facts), ...creditsPart(facts)];
  const known = parts.flatMap(({ amount }) => amount ?? []);
  const isPartial = known.length < parts.length;
  const sum = known.reduce(({ low, high }, part) => ({ low: low + part.low, high: high + part.high }), {
    low: 0,
    high: 0,
  });
  return {
    // “At least nothing” would say nothing.
    total: known.length === 0 || (isPartial && sum.high === 0) ? null : sum,
    isAtLeast: isPartial || (impactEndIsOpen(facts) && !facts.isFalseAlarm) || startIsMissing(facts),
    parts,
  };
}

const impactEndIsOpen = ({ impactEndedAt }: CostFacts) => impactEndedAt === null;
const startIsMissing = ({ impactStartedAt, isFalseAlarm }: CostFacts) => impactStartedAt === null && !isFalseAlarm;

function peoplePart({ people, costs }: CostFacts): CostPart {
  const key = 'people';
  if (people === null)
    return { key, amount: null, text: 'Not known: who was in the room was not recorded for this incident.' };
  if (people.people === 0)
    return { key, amount: null, text: 'Not known: nobody opened the room for longer or held a role.' };
  const words = `${people.people === 1 ? '1 person' : `${people.people} people`}, ${hoursText(people)}`;
  if (costs === null) return { key, amount: null, text: `${words}. ${noAssumptions}` };
  const { responderHour: rate } = costs;
  return {
    key,
    amount: rounded((people.low / 3600) * rate.low, (people.high / 3600) * rate.high),
    text: `${words}, at ${moneyText(rate, costs.currency)} per hour. At least the time in the room; at most also while holding a role. Until resolved.`,
  };
}

function impactPart({ costs, ...facts }: CostFacts): CostPart[] {
  const key = 'impact';
  if (facts.isFalseAlarm) return [{ key, amount: { low: 0, high: 0 }, text: 'False alarm: no impact.' }];
  const from = facts.impactStartedAt ?? facts.declaredAt;
  const hours = Math.max((facts.impactEndedAt ?? facts.now) - from, 0) / hourMs;
  const since = facts.impactStartedAt === null ? ' since it was declared (when the impact started is not known)' : '';
  const words = `${durationText(hours)} of impact${since}${facts.impactEndedAt === null ? ', so far' : ''}`;
  if (costs === null) return [{ key, amount: null, text: `${words}. ${noAssumptions}` }];
  const found = impactRate(facts, costs);
  if (!found) return [{ key, amount: null, text: `${words}. Not known: no assumption for its severity.` }];
  const { rate, origin } = found;
  return [
    {
      key,
      amount: rounded(hours * rate.low, hours * rate.high),
      text: `${words}, at ${moneyText(rate, costs.currency)} per hour ${origin}.`,
    },
  ];
}

/** What an hour of it costs, and where that comes from. */
type Rate = { rate: Amount; origin: string };

/**
 * The more particular goes first: of a service and a severity, of a service, of a severity. An incident of several services
 * costs what the dearest of them does, not their sum: the same customers are out.
 */
function impactRate({ severity, services, impactRates }: Omit<CostFacts, 'costs'>, costs: WrittenCosts): Rate | null {
  const usual = costs.severities.find((one) => one.severity === severity)?.downtimePerHour;
  const label = severityLabel(severity);
  const general = usual ? { rate: usual, origin: `of ${label}, the severity it has now` } : null;
  const isOther = impactRates !== null && impactRates.rates.length > 0 && impactRates.currency !== costs.currency;
  const ratesOf = (id: number) =>
    (isOther ? [] : (impactRates?.rates ?? [])).filter(({ serviceId }) => serviceId === id);
  const ofServices = services.flatMap(({ id, name }): Rate[] => {
    const own = ratesOf(id).find((one) => one.severity === severity);
    if (own) return [{ rate: own.perHour, origin: `of ${label} in ${name}` }];
    const any = ratesOf(id).find((one) => one.severity === null);
    return any ? [{ rate: any.perHour, origin: `in ${name}, whatever the severity` }] : general ? [general] : [];
  });
  const [dearest] = ofServices.toSorted(
    (left, right) => right.rate.high - left.rate.high || right.rate.low - left.rate.low,
  );
  const found = dearest ?? general;
  if (!found) return null;
  const several = found !== general && services.length > 1 ? `, the dearest of its ${services.length} services` : '';
  const unused = isOther ? `; the rates of services are in ${impactRates.currency} and not used` : '';
  return { rate: found.rate, origin: `${found.origin}${several}${unused}` };
}

function creditsPart({ credits, costs }: CostFacts): CostPart[] {
  if (credits === null) return [];
  const { low, high, currency, note } = credits;
  const words = note.trim() === '' ? 'Entered by hand.' : `Entered by hand: ${note.trim()}`;
  if (costs !== null && costs.currency !== currency)
    return [
      { key: 'credits', amount: null, text: `${moneyText(credits, currency)}, not added: another currency. ${words}` },
    ];
  return [{ key: 'credits', amount: { low, high }, text: words }];
}

const rounded = (low: number, high: number): Amount => ({ low: Math.round(low), high: Math.round(high) });

/** Whole units of the currency, as a range unless both ends read the same: `€1,000 to €4,500`. */
export function moneyText({ low, high }: Amount, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 });
  const unit = minorUnits(currency);
  const [from, to] = [format.format(low / unit), format.format(high / unit)];
  return from === to ? from : `${from} to ${to}`;
}

/** The same of an estimate: three digits are as many as it can bear. */
export function estimateText({ low, high }: Amount, currency: string): string {
  return moneyText({ low: threeDigits(low), high: threeDigits(high) }, currency);
}

function threeDigits(value: number): number {
  const unit = 10 ** Math.max(Math.floor(Math.log10(Math.max(value, 1))) - 2, 0);
  return Math.round(value / unit) * unit;
}

/** The whole in a sentence's middle: `at least €1,000 to €4,500`, or that it is not known. */
export function costText({ total, isAtLeast }: Pick<CostAnswer, 'total' | 'isAtLeast'>, currency: string): string {
  if (total === null) return 'not known yet';
  return `${isAtLeast ? 'at least ' : ''}${estimateText(total, currency)}`;
}

function durationText(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function hoursText({ low, high }: PeopleTime): string {
  const [from, to] = [durationText(low / 3600), durationText(high / 3600)];
  return from === to ? `${from} together` : `${from} to ${to} together`;
}
