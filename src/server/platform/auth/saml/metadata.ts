/** The metadata of a provider, and ours for it. */
import { X509Certificate } from 'node:crypto';
import { SamlFailure } from './failure.ts';
import { attributeOf, childElements, childOf, childrenOf, isNamed, parseXml, textOf, type XmlElement } from './xml.ts';

/** A provider, as its metadata has it. `certificates`: base64 of DER, whose signatures are believed. */
export type SamlIdp = { entityId: string; signInUrl: string; certificates: string[] };

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const mostCertificates = 10;
const leastRsaBits = 2048;

/** @throws SamlFailure */
export function readIdpMetadata(xml: string): SamlIdp {
  const entity = entityOf(parseXml(xml));
  const idp = childOf(entity, 'metadata', 'IDPSSODescriptor');
  const entityId = attributeOf(entity, 'entityID');
  if (!idp || entityId === null) throw new SamlFailure('It is no metadata of an identity provider.');
  if (entityId.length > 1024) throw new SamlFailure('The entity ID is longer than 1,024 characters.');
  const services = childrenOf(idp, 'metadata', 'SingleSignOnService');
  const service = services.find((each) => attributeOf(each, 'Binding') === redirectBinding);
  const signInUrl = attributeOf(service ?? null, 'Location');
  if (signInUrl === null) throw new SamlFailure('The provider has no sign-in address with the HTTP-Redirect binding.');
  if (!/^https?:\/\/\S+$/.test(signInUrl))
    throw new SamlFailure('The sign-in address of the provider is no web address.');
  const certificates = certificatesOf(idp);
  if (certificates.length === 0) throw new SamlFailure('The provider publishes no certificate that it signs with.');
  return { entityId, signInUrl, certificates };
}

function entityOf(root: XmlElement): XmlElement {
  if (isNamed(root, 'metadata', 'EntityDescriptor')) return root;
  const entities = isNamed(root, 'metadata', 'EntitiesDescriptor')
    ? childrenOf(root, 'metadata', 'EntityDescriptor').filter((each) => childOf(each, 'metadata', 'IDPSSODescriptor'))
    : [];
  if (entities.length > 1) throw new SamlFailure('It describes several identity providers: give the metadata of one.');
  if (entities.length === 0) throw new SamlFailure('It is no metadata of an identity provider.');
  return entities[0]!;
}

function certificatesOf(idp: XmlElement): string[] {
  const found = childrenOf(idp, 'metadata', 'KeyDescriptor')
    .filter((each) => attributeOf(each, 'use') !== 'encryption')
    .flatMap((each) => childrenOf(each, 'signature', 'KeyInfo'))
    .flatMap((each) => childrenOf(each, 'signature', 'X509Data'))
    .flatMap((each) => childElements(each).filter((child) => isNamed(child, 'signature', 'X509Certificate')))
    .map((each) => (textOf(each) ?? '').replace(/\s+/g, ''));
  const certificates = [...new Set(found)].slice(0, mostCertificates);
  for (const certificate of certificates) {
    const { asymmetricKeyType, asymmetricKeyDetails } = readCertificate(certificate).publicKey;
    if (asymmetricKeyType !== 'rsa') throw new SamlFailure('A certificate of the provider has no RSA key.');
    if ((asymmetricKeyDetails?.modulusLength ?? 0) < leastRsaBits)
      throw new SamlFailure(`A certificate of the provider has a key of fewer than ${leastRsaBits} bits.`);
  }
  return certificates;
}

/** @throws SamlFailure */
export function readCertificate(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new SamlFailure('A certificate of the provider cannot be read.');
  }
}

/** What a provider has to know about Evenkeel. */
export const serviceProviderAt = (publicUrl: string) => ({
  entityId: `${publicUrl}/api/v1/session/saml/metadata`,
  acsUrl: `${publicUrl}/api/v1/session/saml/acs`,
  metadataUrl: `${publicUrl}/api/v1/session/saml/metadata`,
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param certificate of the key that signs our requests, null where they are not signed */
export function renderMetadata(publicUrl: string, certificate: string | null): string {
  const { entityId, acsUrl } = serviceProviderAt(publicUrl);
  const key =
    certificate === null
      ? ''
      : `
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escaped(entityId)}">
  <md:SPSSODescriptor AuthnRequestsSigned="${certificate !== null}" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${key}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</md:NameIDFormat>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escaped(acsUrl)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}
