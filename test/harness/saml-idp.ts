/** A SAML identity provider on loopback that signs with xml-crypto, and can be told to misbehave. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { SignedXml } from 'xml-crypto';

export type KeyPair = { key: string; cert: string };

export type Told = {
  nameId?: string;
  nameIdFormat?: string;
  attributes?: Record<string, string | string[]>;
  /** Names of attributes for people beside those for programs. */
  friendlyNames?: Record<string, string>;
  signs?: 'assertion' | 'response' | 'both' | 'nothing';
  by?: KeyPair;
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  issuer?: string;
  audience?: string;
  recipient?: string;
  destination?: string;
  /** Null: the provider begins by itself. */
  inResponseTo?: string | null;
  /** Seconds from now: when it was made, and until when it is valid. */
  issuedIn?: number;
  validFor?: number;
  assertionId?: string;
  /** Changes the text of the assertion before it is signed, and of the whole answer afterwards. */
  before?: (assertion: string) => string;
  after?: (response: string) => string;
};

export type SamlIdp = {
  entityId: string;
  metadataUrl: string;
  metadata(): string;
  /** Whose signatures the metadata names; the first one signs. */
  keys: KeyPair[];
  /** What a person does at the provider. @returns the fields of the form that the browser sends then */
  answer(signInUrl: string | ServiceProvider, told?: Told): { acsUrl: string; SAMLResponse: string };
  /** What the request in the address says. */
  read(signInUrl: string): string;
};

export type ServiceProvider = { acsUrl: string; entityId: string };

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

export function makeSigningKey(days = 400): KeyPair {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evenkeel-saml-'));
  try {
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const parts = [
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=idp',
      '-days',
      String(days),
      '-keyout',
      key,
      '-out',
      cert,
    ];
    execFileSync('openssl', ['req', '-x509', ...parts], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const base64Of = ({ cert }: KeyPair) => cert.replaceAll(/-----[^-]+-----|\s/g, '');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** What a provider at this address publishes. */
export const metadataOf = (url: string, keys: readonly KeyPair[]): string => `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${url}/idp">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${keys.map((pair) => `<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${base64Of(pair)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('')}
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${url}/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${url}/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`;

export async function startSamlIdp({ shows }: { shows?: (request: string) => string } = {}): Promise<SamlIdp> {
  const keys = [makeSigningKey()];
  const server = createServer((request, response) => {
    const isPage = request.url!.startsWith('/sso') && shows !== undefined;
    response.setHeader('content-type', isPage ? 'text/html' : 'application/samlmetadata+xml');
    response.end(isPage ? shows(request.url!) : idp.metadata());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entityId = `${url}/idp`;
  const idp: SamlIdp = {
    entityId,
    metadataUrl: `${url}/metadata`,
    keys,
    metadata: () => metadataOf(url, keys),
    read: (signInUrl) =>
      inflateRawSync(Buffer.from(new URL(signInUrl).searchParams.get('SAMLRequest')!, 'base64')).toString(),
    answer(at, told = {}) {
      const asked = typeof at === 'string' ? requestIn(idp.read(at)) : { ...at, id: null };
      const response = render({ ...asked, issuer: entityId }, { by: keys[0]!, ...told });
      return { acsUrl: asked.acsUrl, SAMLResponse: Buffer.from(response).toString('base64') };
    },
  };
  return idp;
}

function requestIn(request: string): ServiceProvider & { id: string } {
  const attribute = (name: string) => new RegExp(`\\s${name}="([^"]+)"`).exec(request)![1]!;
  const entityId = /<saml:Issuer[^>]*>([^<]+)</.exec(request)![1]!;
  return { id: attribute('ID'), acsUrl: attribute('AssertionConsumerServiceURL'), entityId };
}

type Asked = ServiceProvider & { id: string | null; issuer: string };

function render(asked: Asked, told: Told): string {
  const { signs = 'assertion', by, inResponseTo = asked.id } = told;
  const sign = (xml: string, name: string) => signed(xml, name, told, by!);
  const prepared = (told.before ?? ((xml) => xml))(assertionOf(asked, told, inResponseTo));
  const assertion = signs === 'assertion' || signs === 'both' ? sign(prepared, 'Assertion') : prepared;
  const issuer = told.issuer ?? asked.issuer;
  const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r${randomUUID()}" Version="2.0" IssueInstant="${inSeconds(0)}" Destination="${told.destination ?? asked.acsUrl}"${inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`}><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${assertion}</samlp:Response>`;
  const whole = signs === 'response' || signs === 'both' ? sign(response, 'Response') : response;
  return (told.after ?? ((xml) => xml))(whole);
}

function assertionOf(asked: Asked, told: Told, inResponseTo: string | null): string {
  const { nameId = 'subject-1', nameIdFormat = persistent, attributes = {}, issuedIn = 0, validFor = 300 } = told;
  const until = inSeconds(validFor);
  const issuer = told.issuer ?? asked.issuer;
  const values = (value: string | string[]) =>
    [value]
      .flat()
      .map((one) => `<saml:AttributeValue>${escaped(one)}</saml:AttributeValue>`)
      .join('');
  const friendly = (name: string) =>
    told.friendlyNames?.[name] === undefined ? '' : ` FriendlyName="${told.friendlyNames[name]}"`;
  const statements = Object.entries(attributes)
    .map(
      ([name, value]) => `<saml:Attribute Name="${escaped(name)}"${friendly(name)}>${values(value)}</saml:Attribute>`,
    )
    .join('');
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${told.assertionId ?? `_a${randomUUID()}`}" Version="2.0" IssueInstant="${inSeconds(issuedIn)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${nameIdFormat}">${escaped(nameId)}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${told.recipient ?? asked.acsUrl}"${inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${inSeconds(issuedIn)}" NotOnOrAfter="${until}"><saml:AudienceRestriction><saml:Audience>${told.audience ?? asked.entityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${inSeconds(issuedIn)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>${statements === '' ? '' : `<saml:AttributeStatement>${statements}</saml:AttributeStatement>`}</saml:Assertion>`;
}

function signed(xml: string, name: string, { signatureAlgorithm, digestAlgorithm }: Told, by: KeyPair): string {
  const at = `//*[local-name(.)='${name}']`;
  const signature = new SignedXml({
    privateKey: by.key,
    publicCert: by.cert,
    signatureAlgorithm: signatureAlgorithm ?? rsaSha256,
    canonicalizationAlgorithm: exclusive,
  });
  signature.addReference({
    xpath: at,
    digestAlgorithm: digestAlgorithm ?? sha256,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  const location = { reference: `${at}/*[local-name(.)='Issuer']`, action: 'after' as const };
  signature.computeSignature(xml, { prefix: 'ds', location });
  return signature.getSignedXml();
}
