/** What a signed assertion says, and whether it is for us, now. Pure: times are compared with the clock of the database. */
import { SamlFailure } from './failure.ts';
import { attributeOf, childOf, childrenOf, isNamed, parseXml, textOf, type XmlElement } from './xml.ts';

type Span = { notBefore: string | null; notOnOrAfter: string | null };

export type Assertion = {
  id: string;
  issuer: string | null;
  issuedAt: string | null;
  nameId: { value: string; format: string | null } | null;
  confirmations: (Span & { method: string | null; recipient: string | null; inResponseTo: string | null })[];
  conditions: Span & { audiences: string[][] };
  sessionEndsAt: string | null;
  attributes: Record<string, string[]>;
};

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** How far the provider's clock may be away from ours. */
const skewMs = 60_000;
/** How old an assertion may be; its id is remembered for a little longer. */
const maxAgeMs = 10 * 60_000;
export const replaySeconds = (maxAgeMs + 2 * skewMs) / 1000 + 60;
const mostAttributes = 100;
const mostValues = 5_000;

/** @param xml the part that was signed, as the signature gave it back */
export function readAssertion(xml: string): Assertion {
  const root = parseXml(xml);
  const id = attributeOf(root, 'ID');
  if (!isNamed(root, 'assertion', 'Assertion') || id === null || root.getAttribute('Version') !== '2.0')
    throw new SamlFailure('What the provider signed is no assertion of SAML 2.0.');
  const subject = childOf(root, 'assertion', 'Subject');
  const nameId = childOf(subject, 'assertion', 'NameID');
  const conditions = childOf(root, 'assertion', 'Conditions');
  const confirmations = subject ? childrenOf(subject, 'assertion', 'SubjectConfirmation') : [];
  const assertion = {
    id,
    issuer: textOf(childOf(root, 'assertion', 'Issuer')),
    issuedAt: attributeOf(root, 'IssueInstant'),
    nameId: nameId && { value: textOf(nameId) ?? '', format: attributeOf(nameId, 'Format') },
    confirmations: confirmations.map((each) => {
      const data = childOf(each, 'assertion', 'SubjectConfirmationData');
      return {
        method: attributeOf(each, 'Method'),
        recipient: attributeOf(data, 'Recipient'),
        inResponseTo: attributeOf(data, 'InResponseTo'),
        ...spanOf(data),
      };
    }),
    conditions: {
      ...spanOf(conditions),
      audiences: (conditions ? childrenOf(conditions, 'assertion', 'AudienceRestriction') : []).map((each) =>
        childrenOf(each, 'assertion', 'Audience').map((audience) => textOf(audience) ?? ''),
      ),
    },
    sessionEndsAt: attributeOf(childOf(root, 'assertion', 'AuthnStatement'), 'SessionNotOnOrAfter'),
    attributes: attributesOf(root),
  };
  // What the database cannot keep: NUL, and halves of characters.
  if (/\\u(0000|d[89a-f])/.test(JSON.stringify(assertion)))
    throw new SamlFailure('The assertion holds characters that are none.');
  return assertion;
}

const spanOf = (element: XmlElement | null): Span => ({
  notBefore: attributeOf(element, 'NotBefore'),
  notOnOrAfter: attributeOf(element, 'NotOnOrAfter'),
});

/** By their names, and by their friendly names where no other attribute is called so. */
function attributesOf(assertion: XmlElement): Record<string, string[]> {
  const found = childrenOf(assertion, 'assertion', 'AttributeStatement')
    .flatMap((each) => childrenOf(each, 'assertion', 'Attribute'))
    .slice(0, mostAttributes)
    .map((each) => ({
      name: attributeOf(each, 'Name') ?? '',
      friendly: attributeOf(each, 'FriendlyName'),
      values: childrenOf(each, 'assertion', 'AttributeValue').flatMap((value) => textOf(value) ?? []),
    }));
  const attributes = new Map<string, string[]>();
  const add = (name: string, values: string[]) =>
    attributes.set(name, [...(attributes.get(name) ?? []), ...values].slice(0, mostValues));
  for (const { name, values } of found) add(name, values);
  const names = new Set(attributes.keys());
  for (const { friendly, values } of found) if (friendly !== null && !names.has(friendly)) add(friendly, values);
  return Object.fromEntries(attributes);
}

export type Expected = { now: Date; issuer: string; audience: string; recipient: string };

/**
 * @returns the id of the request that it answers; null where the provider began by itself
 * @throws SamlFailure
 */
export function checkAssertion(assertion: Assertion, { now, issuer, audience, recipient }: Expected): string | null {
  if (assertion.issuer !== issuer)
    throw new SamlFailure(
      `The assertion comes from ${quoted(assertion.issuer)}, not from the provider that is set up.`,
    );
  const { audiences } = assertion.conditions;
  if (audiences.length === 0 || !audiences.every((each) => each.includes(audience)))
    throw new SamlFailure(
      `The assertion is for ${quoted(audiences.flat().join(', '))}: the provider must know Evenkeel by the entity ID ${audience}.`,
    );
  const issuedAt = timeOf(assertion.issuedAt);
  if (issuedAt === null || issuedAt - skewMs > now.getTime() || issuedAt + maxAgeMs + skewMs <= now.getTime())
    throw new SamlFailure('The assertion was made more than ten minutes ago, or later than now: compare the clocks.');
  const isNow = (span: Span) => isWithin(span, now);
  if (!isNow(assertion.conditions) || !isNow({ notBefore: null, notOnOrAfter: assertion.sessionEndsAt }))
    throw new SamlFailure('The assertion has expired or is not valid yet: compare the clocks; a minute is forgiven.');
  const bearers = assertion.confirmations.filter(({ method }) => method === bearer);
  const ours = bearers.filter((each) => each.recipient === recipient);
  if (ours.length === 0)
    throw new SamlFailure(
      `The assertion is to be delivered at ${quoted(bearers[0]?.recipient)}: the ACS URL at the provider must be ${recipient}.`,
    );
  const confirmed = ours.find((each) => each.notOnOrAfter !== null && each.notBefore === null && isNow(each));
  if (!confirmed) throw new SamlFailure('The assertion was delivered too late: compare the clocks.');
  return confirmed.inResponseTo;
}

const quoted = (text: string | null | undefined) => (text ? text.slice(0, 200) : 'nobody');

function isWithin({ notBefore, notOnOrAfter }: Span, now: Date): boolean {
  const from = notBefore === null ? Number.NEGATIVE_INFINITY : timeOf(notBefore);
  const until = notOnOrAfter === null ? Number.POSITIVE_INFINITY : timeOf(notOnOrAfter);
  return from !== null && until !== null && from - skewMs <= now.getTime() && now.getTime() < until + skewMs;
}

/** Instants of SAML are in UTC; null for what is none. */
function timeOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
