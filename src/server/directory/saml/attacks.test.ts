/** What attackers and broken providers send. Each is refused, for the reason that stands beside it. */
import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser } from '../../../../test/harness/programs/browser.ts';
import { type KeyPair, makeSigningKey, startSamlIdp, type Told } from '../../../../test/harness/saml-idp.ts';
import { sharedServer } from '../../../../test/harness/server.ts';
import { createPerson } from '../../../contract/directory/people.ts';
import { updateSamlProvider } from '../../../contract/directory/saml.ts';
import { readMe } from '../../../contract/directory/session.ts';
import { readTestSignIn, startTestSignIn } from '../../../contract/directory/sign-in-rules.ts';

const shared = sharedServer();
const attacker = 'mallory@example.org';
const victim = 'victim@example.org';

let world: ReturnType<typeof prepare> | undefined;
async function prepare() {
  const server = await shared();
  const idp = await startSamlIdp();
  const body = { name: 'Okta', metadataXml: idp.metadata(), attributes: { email: 'email', emailVerified: 'verified' } };
  await server.admin.call(updateSamlProvider, { body });
  for (const email of [attacker, victim]) await server.admin.call(createPerson, { body: { email, name: 'Somebody' } });
  const { browser } = await signInAs(server, 'admin');
  return { server, idp, admin: browser };
}
const prepared = () => {
  world ??= prepare();
  return world;
};

const honest: Told = { nameId: 'id of mallory', attributes: { email: attacker, verified: 'true' } };

/** The sentences of a test sign-in, and where the same answer leads that was asked for by a real one. */
async function attempt(told: Told) {
  const { server, idp, admin } = await prepared();
  const post = async (browser: typeof admin, SAMLResponse: string) => {
    const sent = await browser.fetch(`${server.url}/api/v1/session/saml/acs`, {
      method: 'POST',
      body: new URLSearchParams({ SAMLResponse }),
    });
    expect(sent.status).toBe(303);
    const next = sent.headers.get('location')!;
    return next.startsWith('/api/') ? (await browser.fetch(server.url + next)).headers.get('location')! : next;
  };
  const { url } = await admin.call(startTestSignIn, { query: { protocol: 'saml' } });
  const shown = await post(admin, idp.answer(url, { ...honest, ...told }).SAMLResponse);
  const trial = await admin.call(readTestSignIn, { params: { token: shown.split('=')[1]! } });
  const browser = openBrowser(server.url);
  const begun = await browser.fetch(`${server.url}/api/v1/session/saml`);
  const ended = await post(browser, idp.answer(begun.headers.get('location')!, { ...honest, ...told }).SAMLResponse);
  const me = await browser.call(readMe, {}).catch(() => null);
  return { sentences: trial.sentences, ended, email: me?.email ?? null };
}

const assertionIn = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0];
const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)![0];
/** What the attacker wants to be believed: the same, of the victim, under another id and unsigned. */
const forged = (xml: string) =>
  xml
    .replace(signatureIn(xml), '')
    .replaceAll(attacker, victim)
    .replaceAll('id of mallory', 'id of victim')
    .replace(/ ID="[^"]+"/, ' ID="_evil"');
const inSignature = (xml: string, inner: string, wrap = (text: string) => text) =>
  signatureIn(xml).replace('</ds:Signature>', `${wrap(inner)}</ds:Signature>`);
const afterIssuer = (xml: string, what: string) => xml.replace('</saml:Issuer>', `</saml:Issuer>${what}`);

/** Signature wrapping, numbered as in the literature: 1 and 2 wrap the response, the others the assertion. */
const wrappings: [string, Told['signs'], (xml: string) => string][] = [
  ['XSW1', 'response', (xml) => afterIssuer(forged(xml), inSignature(xml, xml.replace(signatureIn(xml), '')))],
  ['XSW2', 'response', (xml) => afterIssuer(forged(xml), xml.replace(signatureIn(xml), '') + signatureIn(xml))],
  ['XSW3', 'assertion', (xml) => xml.replace(assertionIn(xml), forged(assertionIn(xml)) + assertionIn(xml))],
  [
    'XSW4',
    'assertion',
    (xml) =>
      xml.replace(
        assertionIn(xml),
        forged(assertionIn(xml)).replace('</saml:Assertion>', `${assertionIn(xml)}</saml:Assertion>`),
      ),
  ],
  [
    'XSW5',
    'assertion',
    (xml) => {
      const original = assertionIn(xml);
      const evil = afterIssuer(forged(original), signatureIn(original));
      return xml.replace(original, evil + original.replace(signatureIn(original), ''));
    },
  ],
  [
    'XSW6',
    'assertion',
    (xml) => {
      const original = assertionIn(xml);
      const bare = original.replace(signatureIn(original), '');
      return xml.replace(original, afterIssuer(forged(original), inSignature(original, bare)));
    },
  ],
  [
    'XSW7',
    'assertion',
    (xml) =>
      xml.replace(
        assertionIn(xml),
        `<samlp:Extensions>${forged(assertionIn(xml))}</samlp:Extensions>${assertionIn(xml)}`,
      ),
  ],
  [
    'XSW8',
    'assertion',
    (xml) => {
      const original = assertionIn(xml);
      const bare = original.replace(signatureIn(original), '');
      const object = (text: string) => `<ds:Object>${text}</ds:Object>`;
      return xml.replace(original, afterIssuer(forged(original), inSignature(original, bare, object)));
    },
  ],
];

const foreign: KeyPair = makeSigningKey();
const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const sha1 = 'http://www.w3.org/2000/09/xmldsig#sha1';

const attacks: [string, Told, RegExp][] = [
  ...wrappings.map(([name, signs, after]): [string, Told, RegExp] => [
    `signature wrapping ${name}`,
    { signs: signs!, after },
    /exactly one assertion|where it belongs|exactly one part|another part|same ID/,
  ]),
  ['no signature at all', { signs: 'nothing' }, /is not signed/],
  ['a signature by another key', { by: foreign }, /not signed by a certificate of the provider/],
  [
    'a signature by another key, beside a certificate of its own',
    { by: foreign, signs: 'both' },
    /not signed by a certificate of the provider/,
  ],
  [
    'a change after signing',
    { after: (xml) => xml.replaceAll(attacker, victim) },
    /not signed by a certificate of the provider/,
  ],
  ['a signature with SHA-1', { signatureAlgorithm: rsaSha1 }, /signs with rsa-sha1, which is not accepted/],
  ['a digest with SHA-1', { digestAlgorithm: sha1 }, /signs with sha1, which is not accepted/],
  [
    'a signature method that takes the public key as a shared secret',
    { after: (xml) => xml.replace(/rsa-sha256/, 'hmac-sha256') },
    /signs with hmac-sha256, which is not accepted/,
  ],
  [
    'a comment in the NameID and the address, which some readers stop at',
    {
      nameId: 'id of victim',
      attributes: { email: `${victim}.evil.example`, verified: 'true' },
      after: (xml) => xml.replace(`${victim}.evil`, `${victim}<!-- -->.evil`),
    },
    /document type, a comment/,
  ],
  [
    'a comment that the provider itself has signed',
    { before: (xml) => xml.replace(attacker, `${victim}<!-- -->.evil.example`) },
    /document type, a comment/,
  ],
  [
    'a document type with an external entity',
    { after: (xml) => `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}` },
    /document type, a comment/,
  ],
  [
    'entities that grow without end',
    {
      after: (xml) =>
        `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${xml.replace(attacker, '&b;')}`,
    },
    /document type, a comment/,
  ],
  ['a CDATA section', { after: (xml) => xml.replace(attacker, `<![CDATA[${victim}]]>`) }, /document type, a comment/],
  [
    'a processing instruction',
    { after: (xml) => xml.replace(attacker, `<?x ?>${attacker}`) },
    /document type, a comment/,
  ],
  ['what is no XML', { after: (xml) => xml.slice(0, -5) }, /no XML/],
  ['two root elements', { after: (xml) => xml + xml }, /no XML|exactly one/],
  ['another audience', { audience: 'https://other.example' }, /is for https:\/\/other\.example/],
  [
    'no audience',
    { before: (xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '') },
    /is for nobody/,
  ],
  ['another recipient', { recipient: 'https://other.example/acs' }, /delivered at https:\/\/other\.example/],
  ['another destination', { destination: 'https://other.example/acs' }, /meant for https:\/\/other\.example/],
  ['another issuer', { issuer: 'https://other.example/idp' }, /comes from https:\/\/other\.example/],
  ['an expired one', { validFor: -120 }, /expired/],
  ['one that was made long ago, valid for ever', { issuedIn: -3_600, validFor: 86_400 }, /more than ten minutes ago/],
  ['one from the future', { issuedIn: 300 }, /later than now/],
  [
    'a time that is none',
    { before: (xml) => xml.replace(/IssueInstant="[^"]+"/, 'IssueInstant="now"') },
    /cannot be used|compare the clocks/,
  ],
  [
    'no limit of delivery',
    { before: (xml) => xml.replace(/(<saml:SubjectConfirmationData) NotOnOrAfter="[^"]+"/, '$1') },
    /cannot be used|delivered too late/,
  ],
  [
    'a confirmation that is not by bearer',
    { before: (xml) => xml.replace('cm:bearer', 'cm:holder-of-key') },
    /delivered at nobody/,
  ],
  [
    'an answer to another request than the assertion in it',
    { before: (xml) => xml.replace(/ InResponseTo="[^"]+"/, ' InResponseTo="_other"') },
    /belong to two sign-ins/,
  ],
  [
    'an assertion without the request',
    { before: (xml) => xml.replace(/ InResponseTo="[^"]+"/, '') },
    /belong to two sign-ins/,
  ],
  [
    'an id that changes',
    { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    /no NameID that stays/,
  ],
  ['an empty id', { nameId: '' }, /no NameID that stays/],
  ['an id without end', { nameId: 'x'.repeat(300) }, /cannot be used/],
  ['a character that is none', { before: (xml) => xml.replace('id of mallory', 'a&#0;b') }, /characters that are none/],
  [
    'a refusal of the provider',
    { after: (xml) => xml.replace('status:Success', 'status:Responder') },
    /^The provider refused: Responder/,
  ],
  ['an assertion that was used before', { assertionId: '_the-same' }, /was used before/],
];

test('an honest answer is believed, so that what follows is refused for its own reason', async () => {
  expect(await attempt({})).toMatchObject({ ended: '/', email: attacker });
  expect(await attempt({ signs: 'both' })).toMatchObject({ ended: '/', email: attacker });
  // The first of two answers with one id counts.
  expect(await attempt({ assertionId: '_the-same' })).toMatchObject({ ended: '/sign-in?error=failed' });
});

test.each(attacks)('%s is refused', async (_, told, reason) => {
  const { sentences, ended, email } = await attempt(told);
  expect(sentences).toEqual([expect.stringMatching(reason)]);
  expect({ ended, email }).toEqual({ ended: '/sign-in?error=failed', email: null });
});
