/**
 * Whether an answer looks as honest ones do, before any signature is looked at: one assertion where it belongs, each
 * signature inside what it signs, and no algorithm that can be forged. Attacks that wrap signed parts in others
 * (XSW) need a shape that no provider sends.
 */
import { SamlFailure } from './failure.ts';
import {
  attributeOf,
  childElements,
  childOf,
  childrenOf,
  everyElement,
  isNamed,
  textOf,
  type XmlElement,
} from './xml.ts';

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const signatureMethods = ['256', '384', '512'].map((bits) => `http://www.w3.org/2001/04/xmldsig-more#rsa-sha${bits}`);
const digestMethods = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];
const canonicalisation = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', canonicalisation];
const mostElements = 20_000;

/** What the envelope says; nothing of it is believed, but what contradicts it is refused. */
export type Envelope = { destination: string | null; inResponseTo: string | null; issuer: string | null };

/** @throws SamlFailure */
export function checkShape(response: XmlElement): Envelope {
  if (!isNamed(response, 'protocol', 'Response') || response.getAttribute('Version') !== '2.0')
    throw new SamlFailure('The provider’s answer is no response of SAML 2.0.');
  refuseUnsuccessful(response);
  const elements = everyElement(response);
  if (elements.length > mostElements) throw new SamlFailure('The provider’s answer has too many parts.');
  if (elements.some(({ localName }) => localName === 'EncryptedAssertion' || localName === 'EncryptedData'))
    throw new SamlFailure('The provider encrypts its assertions, which is not supported: turn it off there.');
  const assertion = childOf(response, 'assertion', 'Assertion');
  const named = (name: string) => elements.filter(({ localName }) => localName === name);
  if (!assertion || named('Assertion').length !== 1 || named('Response').length !== 1)
    throw new SamlFailure('The provider’s answer does not hold exactly one assertion.');
  refuseRepeatedIds(elements);
  const signatures = named('Signature');
  if (signatures.length === 0)
    throw new SamlFailure('The provider’s answer is not signed: let it sign the assertion or the response.');
  for (const signature of signatures) checkSignature(signature, [response, assertion]);
  return {
    destination: attributeOf(response, 'Destination'),
    inResponseTo: attributeOf(response, 'InResponseTo'),
    issuer: textOf(childOf(response, 'assertion', 'Issuer')),
  };
}

function refuseUnsuccessful(response: XmlElement) {
  const status = childOf(response, 'protocol', 'Status');
  const code = childOf(status, 'protocol', 'StatusCode');
  if (attributeOf(code, 'Value') === success) return;
  const said = [
    attributeOf(childOf(code, 'protocol', 'StatusCode') ?? code, 'Value')?.replace(/^.*:/, ''),
    textOf(childOf(status, 'protocol', 'StatusMessage')),
  ];
  throw new SamlFailure(
    `The provider refused: ${said.filter(Boolean).join(', ').slice(0, 300) || 'it gives no reason'}.`,
  );
}

function refuseRepeatedIds(elements: readonly XmlElement[]) {
  const ids = elements.flatMap((element) =>
    Array.from(element.attributes)
      .filter(({ localName, name }) => (localName ?? name).toLowerCase() === 'id')
      .map(({ value }) => value),
  );
  if (new Set(ids).size !== ids.length) throw new SamlFailure('Parts of the provider’s answer have the same ID.');
}

function checkSignature(signature: XmlElement, signed: readonly XmlElement[]) {
  const parent = signature.parentNode as XmlElement;
  const isOurs = isNamed(signature, 'signature', 'Signature') && signed.includes(parent);
  if (!isOurs || childrenOf(parent, 'signature', 'Signature').length !== 1)
    throw new SamlFailure('A signature is not where it belongs in the provider’s answer.');
  const info = childOf(signature, 'signature', 'SignedInfo');
  const references = info ? childrenOf(info, 'signature', 'Reference') : [];
  const all = everyElement(signature);
  const countOf = (name: string) => all.filter(({ localName }) => localName === name).length;
  const id = attributeOf(parent, 'ID');
  if (
    !info ||
    references.length !== 1 ||
    countOf('Reference') !== 1 ||
    countOf('SignedInfo') !== 1 ||
    countOf('Object') > 0
  )
    throw new SamlFailure('A signature of the provider’s answer does not sign exactly one part.');
  if (id === null || attributeOf(references[0]!, 'URI') !== `#${id}`)
    throw new SamlFailure('A signature of the provider’s answer signs another part than the one it is in.');
  checkAlgorithms(info, references[0]!);
}

function checkAlgorithms(info: XmlElement, reference: XmlElement) {
  const algorithmOf = (element: XmlElement | null) => attributeOf(element, 'Algorithm') ?? 'none';
  const method = algorithmOf(childOf(info, 'signature', 'SignatureMethod'));
  const digest = algorithmOf(childOf(reference, 'signature', 'DigestMethod'));
  if (!signatureMethods.includes(method) || !digestMethods.includes(digest)) {
    const weak = signatureMethods.includes(method) ? digest : method;
    const name = weak.replace(/^.*#/, '');
    throw new SamlFailure(`The provider signs with ${name}, which is not accepted: choose RSA with SHA-256 there.`);
  }
  const used = childElements(childOf(reference, 'signature', 'Transforms') ?? reference)
    .filter((each) => isNamed(each, 'signature', 'Transform'))
    .map(algorithmOf);
  const isUsual = used.length > 0 && used.length <= 2 && used.every((each) => transforms.includes(each));
  if (!isUsual || algorithmOf(childOf(info, 'signature', 'CanonicalizationMethod')) !== canonicalisation)
    throw new SamlFailure('The provider prepares what it signs in an unusual way, which is not accepted.');
}
