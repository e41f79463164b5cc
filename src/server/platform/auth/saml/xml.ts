/** XML as SAML has it: nothing that a parser would resolve, replace or skip, and names by their namespaces. */
import { createRequire } from 'node:module';
import { SamlFailure } from './failure.ts';

type XmlNode = { nodeType: number; textContent: string | null; parentNode: XmlNode | null };
/** What is used of an element. The types of the parser would bring those of browsers into the server. */
export type XmlElement = XmlNode & {
  localName: string | null;
  namespaceURI: string | null;
  childNodes: ArrayLike<XmlNode>;
  attributes: ArrayLike<{ name: string; localName: string | null; value: string }>;
  getAttribute(name: string): string | null;
  getElementsByTagName(name: string): ArrayLike<XmlElement>;
};
type Refuse = (fault: string) => void;
type Parser = new (options: {
  errorHandler: { warning: Refuse; error: Refuse; fatalError: Refuse };
}) => {
  parseFromString(text: string, type: string): { documentElement: XmlElement | null; childNodes: ArrayLike<XmlNode> };
};

const require = createRequire(import.meta.url);
const { DOMParser } = require('@xmldom/xmldom') as { DOMParser: Parser };

export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;
export type NamespaceName = keyof typeof namespaces;

/**
 * Parses what holds no document type (which entities come with), no comment (which cuts texts in two for some readers),
 * no CDATA section and no processing instruction. @throws SamlFailure
 */
export function parseXml(text: string): XmlElement {
  const body = text.replace(/^\uFEFF?\s*(<\?xml\s[^<>]*\?>)?\s*/, '');
  if (body.includes('<!') || body.includes('<?'))
    throw new SamlFailure('It holds a document type, a comment or another part that SAML has no use for.');
  const refuse = (fault: string) => {
    throw new SamlFailure(`It is no XML: ${fault.replace(/\s+/g, ' ').slice(0, 120)}`);
  };
  const parser = new DOMParser({ errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
  const document = parser.parseFromString(body, 'text/xml');
  const root = document?.documentElement;
  if (!root || Array.from(document.childNodes).filter(({ nodeType }) => nodeType === 1).length !== 1)
    throw new SamlFailure('It is no XML.');
  return root;
}

export const isNamed = (element: XmlElement, namespace: NamespaceName, name: string): boolean =>
  element.localName === name && element.namespaceURI === namespaces[namespace];

export function childElements(parent: XmlElement): XmlElement[] {
  return Array.from(parent.childNodes).filter((node): node is XmlElement => node.nodeType === 1);
}

export const childrenOf = (parent: XmlElement, namespace: NamespaceName, name: string): XmlElement[] =>
  childElements(parent).filter((child) => isNamed(child, namespace, name));

export const childOf = (parent: XmlElement | null, namespace: NamespaceName, name: string): XmlElement | null =>
  parent === null ? null : (childrenOf(parent, namespace, name)[0] ?? null);

/** The element itself and all below it. */
export function everyElement(root: XmlElement): XmlElement[] {
  return [root, ...Array.from(root.getElementsByTagName('*'))];
}

/** Null where it is missing; an empty one is none. */
export const attributeOf = (element: XmlElement | null, name: string): string | null =>
  element?.getAttribute(name) || null;

export const textOf = (element: XmlElement | null): string | null => element?.textContent?.trim() || null;
