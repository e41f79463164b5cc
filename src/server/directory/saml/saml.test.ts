import { verify, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { signInAs } from '../../../../test/harness/people.ts';
import { openBrowser, type TestBrowser } from '../../../../test/harness/programs/browser.ts';
import { makeSigningKey, type SamlIdp, startSamlIdp, type Told } from '../../../../test/harness/saml-idp.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createPerson, getPerson, listPeople, updatePerson } from '../../../contract/directory/people.ts';
import {
  readSamlProvider,
  removeSamlProvider,
  type SamlProviderInput,
  samlPresets,
  updateSamlProvider,
} from '../../../contract/directory/saml.ts';
import { readMe, readSession, signIn } from '../../../contract/directory/session.ts';
import { readTestSignIn, startTestSignIn, updateSignInRules } from '../../../contract/directory/sign-in-rules.ts';
import { createTeam, getTeam } from '../../../contract/directory/teams.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';
import { refreshMetadata } from './actions.ts';

const shared = sharedServer();

const none = {
  email: null,
  emailVerified: null,
  name: null,
  firstName: null,
  lastName: null,
  groups: null,
  subject: null,
};
const usual = { ...none, email: 'email', emailVerified: 'verified', name: 'name', groups: 'groups' };

async function connect(server: TestServer, change: Partial<SamlProviderInput> = {}) {
  const idp = await startSamlIdp();
  const body = { name: 'Okta', metadataUrl: idp.metadataUrl, attributes: usual, ...change };
  await server.admin.call(updateSamlProvider, { body });
  return idp;
}

/** The form that the provider’s page sends; where the browser ends. */
async function send(server: TestServer, browser: TestBrowser, form: { SAMLResponse: string; RelayState?: string }) {
  const answer = await browser.fetch(`${server.url}/api/v1/session/saml/acs`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { origin: 'https://login.example.net', 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.status).toBe(303);
  const next = answer.headers.get('location')!;
  if (!next.startsWith('/api/')) return next;
  return (await browser.fetch(server.url + next)).headers.get('location')!;
}

async function begin(server: TestServer, browser: TestBrowser, query = '') {
  const begun = await browser.fetch(`${server.url}/api/v1/session/saml${query}`);
  expect(begun.status).toBe(302);
  return begun.headers.get('location')!;
}

async function enter(server: TestServer, idp: SamlIdp, told: Told = {}, browser = openBrowser(server.url), query = '') {
  return send(server, browser, idp.answer(await begin(server, browser, query), told));
}

const graceAt = (email: string, more: Record<string, string | string[]> = {}): Told => ({
  nameId: `subject of ${email}`,
  attributes: { email, verified: 'true', name: 'Grace', ...more },
});

test.each([
  'assertion',
  'response',
  'both',
] as const)('whoever is in the directory comes in when the provider signs the %s, and is known by the id from then on', async (signs) => {
  const server = await shared();
  const idp = await connect(server);
  const email = `grace-${signs}@example.org`;
  const { id } = await server.admin.call(createPerson, { body: { email, name: 'Grace' } });
  const browser = openBrowser(server.url);
  expect((await browser.call(readSession, {})).signInMethods.saml).toEqual({ name: 'Okta' });
  const told = { ...graceAt(email), signs };
  expect(await enter(server, idp, told, browser, '?returnTo=/incidents/42')).toBe('/incidents/42');
  expect(await browser.call(readMe, {})).toMatchObject({ id, hasPassword: false });

  // Somebody else who is given the address at the provider is not this person; the id is.
  expect(await enter(server, idp, { ...told, nameId: 'another' })).toBe('/sign-in?error=linked_to_another');
  expect(await enter(server, idp, { ...graceAt('other@example.org'), nameId: told.nameId!, signs })).toBe('/');
  await server.admin.call(updatePerson, { params: { id }, body: { email: `moved-${email}`, name: 'Grace' } });
  expect(await enter(server, idp, told)).toBe('/sign-in?error=not_invited');
});

test('people are added with role and teams by their groups, by the rules of single sign-on, and test sign-ins tell', async () => {
  const server = await startTestServer();
  const idp = await connect(server);
  const { browser: admin } = await signInAs(server, 'admin');
  const team = await server.admin.call(createTeam, { body: { slug: 'sre', name: 'SRE' } });
  const groups = [{ group: 'sre', role: 'responder' as const, teamId: team.id, leads: true }];
  const join = { isOpen: true, domains: ['example.org'] };
  await server.admin.call(updateSignInRules, { body: { join, groups } });
  const told = graceAt('grace@example.org', { groups: ['staff', 'sre'] });
  const before = (await server.admin.call(listPeople, {})).items;
  const attempt = async (what: Told) => {
    const { url } = await admin.call(startTestSignIn, { query: { protocol: 'saml' } });
    const shown = await send(server, admin, idp.answer(url, what));
    expect(shown).toMatch(/^\/settings\/sign-in\?test=/);
    return admin.call(readTestSignIn, { params: { token: shown.split('=')[1]! } });
  };
  const trial = await attempt(told);
  expect(trial).toMatchObject({
    isAllowed: true,
    sentences: [
      'They would be added to the directory and sign in.',
      'Their role would be responder, by their groups; without them viewer.',
      'They would join SRE and lead it.',
    ],
  });
  expect(trial.claims).toContainEqual({ name: 'groups', value: '["staff","sre"]' });
  const byAddress = await attempt({ ...told, nameId: 'grace@example.org' });
  expect(byAddress.sentences.at(-1)).toMatch(/^Their id at the provider is an address/);
  expect((await server.admin.call(listPeople, {})).items).toEqual(before);

  const browser = openBrowser(server.url);
  expect(await enter(server, idp, told, browser)).toBe('/');
  const me = await browser.call(readMe, {});
  expect(me).toMatchObject({ email: 'grace@example.org', name: 'Grace', role: 'responder' });
  expect((await server.admin.call(getTeam, { params: { id: team.id } })).members).toMatchObject([
    { personId: me.id, isLead: true },
  ]);
  // Entra ID sends a link instead of more groups than it lists: what they gave stays.
  const many = graceAt('grace@example.org', { 'http://schemas.microsoft.com/claims/groups.link': 'https://x' });
  expect(await enter(server, idp, many)).toBe('/');
  expect((await server.admin.call(getPerson, { params: { id: me.id } })).role).toBe('responder');
  expect(await enter(server, idp, graceAt('grace@example.org', { groups: 'staff' }))).toBe('/');
  expect((await server.admin.call(getPerson, { params: { id: me.id } })).role).toBe('viewer');
});

test('an address that the provider does not vouch for opens nothing unless it is trusted, and never an admin', async () => {
  const server = await startTestServer();
  const idp = await connect(server);
  const { email: adminEmail } = await signInAs(server, 'admin');
  await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  const told = (email: string, verified?: string): Told => ({
    nameId: email,
    attributes: { email, ...(verified === undefined ? {} : { verified }) },
  });
  expect(await enter(server, idp, told('grace@example.org'))).toMatch(/email_not_verified/);
  await server.admin.call(updateSignInRules, { body: { join: { isOpen: false }, trustsAddresses: true } });
  expect(await enter(server, idp, told('grace@example.org', 'false'))).toMatch(/email_not_verified/);
  expect(await enter(server, idp, told('grace@example.org'))).toBe('/');
  expect(await enter(server, idp, told(adminEmail))).toMatch(/admin_not_verified/);
});

test('single sign-on by SAML can be required, and then only emergency admins come in another way', async () => {
  const server = await startTestServer();
  const ada = await signInAs(server, 'admin', 'Ada');
  const eve = await signInAs(server, 'admin', 'Eve');
  const required = { body: { join: { isOpen: false }, isRequired: true, emergencyAdminIds: [ada.id] } };
  await expect(server.admin.call(updateSignInRules, required)).rejects.toMatchObject({
    errors: [{ path: 'body.isRequired' }],
  });
  await connect(server);
  await server.admin.call(updateSignInRules, required);
  const by = (email: string) =>
    openBrowser(server.url).call(signIn, { body: { email, password: 'not the right password' } });
  await expect(by(eve.email)).rejects.toMatchObject({ code: 'sign_in_failed' });
  expect((await openBrowser(server.url).call(readSession, {})).signInMethods).toMatchObject({
    oidc: false,
    singleSignOnRequired: true,
  });
  // Without a provider it is not in force: nobody is locked out.
  await server.admin.call(removeSamlProvider, {});
  expect((await openBrowser(server.url).call(readSession, {})).signInMethods).toMatchObject({
    saml: null,
    singleSignOnRequired: false,
  });
});

test('the provider may begin a sign-in only where that is allowed, and leads to pages of this site alone', async () => {
  const server = await shared();
  const idp = await connect(server);
  const email = 'idp-initiated@example.org';
  await server.admin.call(createPerson, { body: { email, name: 'Grace' } });
  const { here } = await server.admin.call(readSamlProvider, {});
  const attempt = (RelayState: string) =>
    send(server, openBrowser(server.url), { ...idp.answer(here, graceAt(email)), RelayState });
  expect(await attempt('/alerts')).toBe('/sign-in?error=failed');
  const body = { name: 'Okta', metadataUrl: idp.metadataUrl, attributes: usual, allowsIdpInitiated: true };
  await server.admin.call(updateSamlProvider, { body });
  expect(await attempt('/alerts')).toBe('/alerts');
  for (const page of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a b'])
    expect(await attempt(page)).toBe('/');
  // An answer to a request is still that of the browser that began.
  const began = openBrowser(server.url);
  const form = idp.answer(await begin(server, began), graceAt(email));
  expect(await send(server, openBrowser(server.url), form)).toBe('/sign-in?error=failed');
});

test('an answer is of the browser that began, counts once, and on every node', async () => {
  const server = await shared();
  const idp = await connect(server);
  const email = 'once@example.org';
  await server.admin.call(createPerson, { body: { email, name: 'Grace' } });
  const browser = openBrowser(server.url);
  const form = idp.answer(await begin(server, browser), graceAt(email));
  expect(await send(server, openBrowser(server.url), form)).toBe('/sign-in?error=failed');
  // Whoever stole the form has used it up; the owner begins anew.
  const again = idp.answer(await begin(server, browser), graceAt(email));
  expect(await send(server, browser, again)).toBe('/');
  expect(await send(server, browser, again)).toBe('/sign-in?error=failed');
});

test('the clock of the database decides what is too old', async () => {
  const server = await startTestServer();
  const idp = await connect(server);
  const { browser } = await signInAs(server, 'admin');
  await server.clock.advance('7 minutes');
  const { url } = await browser.call(startTestSignIn, { query: { protocol: 'saml' } });
  const shown = await send(server, browser, idp.answer(url, graceAt('grace@example.org')));
  expect(await browser.call(readTestSignIn, { params: { token: shown.split('=')[1]! } })).toMatchObject({
    sentences: [expect.stringMatching(/^The assertion has expired/)],
  });
});

test('a new certificate of the metadata is believed beside the old one, one that ends is told, and a foreign provider is not taken over', async () => {
  const server = await startTestServer();
  const idp = await connect(server);
  await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  const next = makeSigningKey(20);
  const told = { ...graceAt('grace@example.org'), by: next };
  expect(await enter(server, idp, told)).toBe('/sign-in?error=failed');
  idp.keys.push(next);
  const { db, egress } = server.server.platform;
  expect(await refreshMetadata(db, egress)).toBeNull();
  expect(await enter(server, idp, told)).toBe('/');
  expect(await enter(server, idp, graceAt('grace@example.org'))).toBe('/');
  const { provider } = await server.admin.call(readSamlProvider, {});
  expect(provider!.certificates).toHaveLength(2);

  const old = idp.keys.shift()!;
  await refreshMetadata(db, egress);
  const { items } = await server.admin.call(examineInstallation, {});
  expect(items.find(({ check }) => check === 'SAML')).toMatchObject({
    result: 'warning',
    sentence: expect.stringMatching(/ends on \d{4}-/),
  });
  expect(await enter(server, idp, { ...graceAt('grace@example.org'), by: old })).toBe('/sign-in?error=failed');

  const stranger = await startSamlIdp();
  await db.query(
    "update settings set value = jsonb_set(value, '{metadataUrl}', to_jsonb($1::text)) where name = 'saml_provider'",
    [stranger.metadataUrl],
  );
  expect(await refreshMetadata(db, egress)).toMatch(/of another provider/);
  expect((await server.admin.call(readSamlProvider, {})).provider!.entityId).toBe(idp.entityId);
});

test('metadata that nobody could sign in with is refused with the reason', async () => {
  const server = await shared();
  const idp = await startSamlIdp();
  const save = (change: Partial<SamlProviderInput>) =>
    server.admin.call(updateSamlProvider, { body: { name: 'Okta', ...change } });
  const refused = (path: string, message: RegExp) => ({
    code: 'invalid_input',
    errors: [{ path, message: expect.stringMatching(message) }],
  });
  const xml = idp.metadata();
  const faults: [string, RegExp][] = [
    ['hello', /no XML/],
    [
      xml.replace('IDPSSODescriptor ', 'SPSSODescriptor ').replace('/md:IDPSSO', '/md:SPSSO'),
      /no metadata of an identity/,
    ],
    [xml.replaceAll(/<md:KeyDescriptor.*KeyDescriptor>/g, ''), /no certificate/],
    [xml.replace('HTTP-Redirect', 'SOAP'), /HTTP-Redirect/],
    [xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), /document type/],
    [`<!DOCTYPE a>${xml}`, /document type|no XML/],
  ];
  for (const [metadataXml, message] of faults)
    await expect(save({ metadataXml })).rejects.toMatchObject(refused('body.metadataXml', message));
  await expect(save({ metadataUrl: 'http://169.254.169.254/metadata' })).rejects.toMatchObject(
    refused('body.metadataUrl', /cannot be used/),
  );
  await expect(save({ metadataUrl: idp.metadataUrl, metadataXml: xml })).rejects.toMatchObject({ status: 400 });
  await save({ metadataXml: xml });
  expect((await server.admin.call(readSamlProvider, {})).provider).toMatchObject({ entityId: idp.entityId });
});

test('our metadata names what the provider needs, and the request asks for what is set up', async () => {
  const server = await shared();
  const idp = await connect(server, { nameIdFormat: 'persistent' });
  const { here } = await server.admin.call(readSamlProvider, {});
  const metadata = await (await fetch(`${server.url}/api/v1/session/saml/metadata`)).text();
  expect(metadata).toContain(`entityID="${here.entityId}"`);
  expect(metadata).toContain(`Location="${here.acsUrl}"`);
  const request = idp.read(await begin(server, openBrowser(server.url)));
  expect(request).toContain('nameid-format:persistent');
  expect(request).not.toContain('RequestedAuthnContext');
});

test('requests are signed where that is wanted, by the key whose certificate our metadata has', async () => {
  const server = await startTestServer();
  const idp = await connect(server, { signsRequests: true });
  const metadata = await (await fetch(`${server.url}/api/v1/session/saml/metadata`)).text();
  expect(metadata).toContain('AuthnRequestsSigned="true"');
  const [, base64] = /<ds:X509Certificate>([^<]+)</.exec(metadata)!;
  const certificate = new X509Certificate(Buffer.from(base64!, 'base64'));
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=Evenkeel');
  expect(new Date(certificate.validTo).getUTCFullYear() - new Date(certificate.validFrom).getUTCFullYear()).toBe(20);

  await server.admin.call(createPerson, { body: { email: 'grace@example.org', name: 'Grace' } });
  const browser = openBrowser(server.url);
  const address = await begin(server, browser);
  const [signedPart, signature] = address.split('?')[1]!.split('&Signature=');
  expect(signedPart).toMatch(/^SAMLRequest=[^&]+&SigAlg=.*rsa-sha256$/);
  const bytes = Buffer.from(decodeURIComponent(signature!), 'base64');
  expect(verify('sha256', Buffer.from(signedPart!), certificate.publicKey, bytes)).toBe(true);
  expect(await send(server, browser, idp.answer(address, graceAt('grace@example.org')))).toBe('/');
});

test('where the key that signs requests cannot be opened, that is told, and turning it off helps', async () => {
  const server = await startTestServer();
  await connect(server, { signsRequests: true });
  await begin(server, openBrowser(server.url));
  const lost = JSON.stringify(`s1.${'0'.repeat(12)}.AAAA`);
  await server.db.query(
    `update settings set value = jsonb_set(value, '{sealedPrivateKey}', $1::jsonb) where name = 'saml_keys'`,
    [lost],
  );
  expect(await begin(server, openBrowser(server.url))).toBe('/sign-in?error=failed');
  const { browser } = await signInAs(server, 'admin');
  await expect(browser.call(startTestSignIn, { query: { protocol: 'saml' } })).rejects.toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/key that signs requests/),
  });
  expect((await fetch(`${server.url}/api/v1/session/saml/metadata`)).status).toBe(503);
  await connect(server);
  expect(await begin(server, openBrowser(server.url))).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sso\?/);
});

test.each(Object.entries(samlPresets))('the attributes that %s sends are read', async (_, {
  attributes,
  nameIdFormat,
}) => {
  const server = await shared();
  const idp = await connect(server, { attributes: { ...none, ...attributes }, nameIdFormat });
  const names = attributes as Partial<Record<string, string>>;
  const email = `${names.email!.replaceAll(/\W/g, '')}-${nameIdFormat}@example.org`;
  await server.admin.call(updateSignInRules, {
    body: { join: { isOpen: true, domains: ['example.org'] }, trustsAddresses: true },
  });
  const values = {
    email,
    name: 'Grace Hopper',
    firstName: 'Grace',
    lastName: 'Hopper',
    groups: 'sre',
    subject: `id ${email}`,
  };
  const told = Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => (names[field] === undefined ? [] : [[names[field], value]])),
  );
  const browser = openBrowser(server.url);
  expect(await enter(server, idp, { nameId: `name ${email}`, attributes: told }, browser)).toBe('/');
  expect(await browser.call(readMe, {})).toMatchObject({ email, name: 'Grace Hopper' });
});
