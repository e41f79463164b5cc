/** Single sign-on by SAML 2.0: the provider of this installation, and what it has to know about Evenkeel. */
import { z } from 'zod';
import { endpoint, instant, line, noContent, text } from '../endpoint.ts';

const attribute = line(300);

export const nameIdFormats = ['unspecified', 'persistent', 'emailAddress'] as const;
export type NameIdFormat = (typeof nameIdFormats)[number];

export const samlAttributes = z.strictObject({
  email: attribute.nullable().default(null).describe('The e-mail address; null: the NameID where it is an address'),
  emailVerified: attribute
    .nullable()
    .default(null)
    .describe('Whether the provider has verified the address, `true` or `false`; null: it does not say'),
  name: attribute.nullable().default(null).describe('The whole name'),
  firstName: attribute.nullable().default(null).describe('Used together with `lastName` where there is no whole name'),
  lastName: attribute.nullable().default(null),
  groups: attribute.nullable().default(null).describe('Counts as the claim that holds the groups'),
  subject: attribute
    .nullable()
    .default(null)
    .describe('An id that never changes and is never given to somebody else; null: the NameID'),
});
export type SamlAttributes = z.output<typeof samlAttributes>;

/** What an answer and a document have as they were entered. */
export const samlProviderShape = {
  name: line(60).describe('On the button that leads there, such as Okta'),
  metadataUrl: z
    .string()
    .trim()
    .max(2000)
    .regex(/^https?:\/\//, 'Must start with https:// or http://.')
    .nullable()
    .default(null)
    .describe('Where the provider publishes its metadata; read again twice a day'),
  metadataXml: text(300_000).nullable().default(null).describe('Its metadata, where it has no address'),
  nameIdFormat: z.enum(nameIdFormats).default('unspecified').describe('What the provider is asked for as the NameID'),
  signsRequests: z
    .boolean()
    .default(false)
    .describe('Whether our requests are signed; our metadata has the certificate then'),
  allowsIdpInitiated: z
    .boolean()
    .default(false)
    .describe('Whether sign-ins may begin at the provider. Somebody else could then begin one in your browser'),
};

export const samlProviderInput = z
  .strictObject({ ...samlProviderShape, attributes: samlAttributes.prefault({}) })
  .refine(({ metadataUrl, metadataXml }) => (metadataUrl === null) !== (metadataXml === null), {
    path: ['metadataUrl'],
    message: 'Give the address of the metadata or the metadata itself.',
  });
export type SamlProviderInput = z.output<typeof samlProviderInput>;

/** Names of attributes as providers send them unless they are set up differently. */
export const samlPresets = {
  okta: {
    title: 'Okta',
    attributes: { email: 'email', firstName: 'firstName', lastName: 'lastName', groups: 'groups' },
    nameIdFormat: 'persistent',
  },
  entra: {
    title: 'Entra ID',
    attributes: {
      email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
      name: 'http://schemas.microsoft.com/identity/claims/displayname',
      groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
      subject: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
    },
    nameIdFormat: 'unspecified',
  },
  google: {
    title: 'Google Workspace',
    attributes: { email: 'email', firstName: 'firstName', lastName: 'lastName', groups: 'groups' },
    nameIdFormat: 'unspecified',
  },
  keycloak: {
    title: 'Keycloak',
    attributes: { email: 'email', firstName: 'givenName', lastName: 'surname', groups: 'member' },
    nameIdFormat: 'persistent',
  },
} as const satisfies Record<string, { title: string; attributes: Partial<SamlAttributes>; nameIdFormat: NameIdFormat }>;

const samlProvider = z
  .object({
    provider: z
      .object({
        name: z.string(),
        metadataUrl: z.string().nullable(),
        metadataXml: z.string().nullable(),
        nameIdFormat: z.enum(nameIdFormats),
        signsRequests: z.boolean(),
        allowsIdpInitiated: z.boolean(),
        attributes: z.object({
          email: z.string().nullable(),
          emailVerified: z.string().nullable(),
          name: z.string().nullable(),
          firstName: z.string().nullable(),
          lastName: z.string().nullable(),
          groups: z.string().nullable(),
          subject: z.string().nullable(),
        }),
        entityId: z.string().describe('What the provider calls itself'),
        signInUrl: z.string().describe('Where people sign in'),
        certificates: z
          .array(z.object({ fingerprint: z.string().describe('SHA-256'), endsAt: instant }))
          .describe('Whose signatures are believed; several while the provider changes its key'),
      })
      .nullable()
      .describe('Null: SAML is not set up'),
    here: z
      .object({ entityId: z.string(), acsUrl: z.string(), metadataUrl: z.string() })
      .describe('What the provider has to know about Evenkeel'),
    version: z.number().int().describe('0 until somebody has set it up'),
  })
  .meta({ id: 'SamlProvider', description: 'The SAML provider that people sign in through.' });
export type SamlProvider = z.output<typeof samlProvider>;

export const readSamlProvider = endpoint({
  name: 'readSamlProvider',
  method: 'GET',
  path: '/api/v1/saml-provider',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Read the SAML provider, and what it has to know about Evenkeel',
  tag: 'session',
  output: samlProvider,
});

export const updateSamlProvider = endpoint({
  name: 'updateSamlProvider',
  method: 'PUT',
  path: '/api/v1/saml-provider',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Set up single sign-on by SAML, or change it; reads the metadata at once',
  tag: 'session',
  confirms: true,
  body: samlProviderInput,
  output: samlProvider,
});

export const removeSamlProvider = endpoint({
  name: 'removeSamlProvider',
  method: 'DELETE',
  path: '/api/v1/saml-provider',
  permission: 'directory.manage',
  teams: 'organisation',
  summary: 'Remove the SAML provider; who is linked to it stays linked for the day it is set up again',
  tag: 'session',
  confirms: true,
  output: noContent,
  status: 204,
});

export const readSamlMetadata = endpoint({
  name: 'readSamlMetadata',
  method: 'GET',
  path: '/api/v1/session/saml/metadata',
  permission: 'public',
  summary: 'What a SAML provider has to know about Evenkeel, as metadata of SAML 2.0',
  tag: 'session',
  output: z.string(),
  contentType: 'application/samlmetadata+xml; charset=utf-8',
});

export const startSaml = endpoint({
  name: 'startSaml',
  method: 'GET',
  path: '/api/v1/session/saml',
  permission: 'public',
  summary: 'Go to the SAML provider of this organisation',
  tag: 'session',
  query: z.strictObject({ returnTo: z.string().max(500).optional() }),
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
  status: 302,
});

/** The provider lets the browser send its answer here, from its own site: nobody's cookie is looked at. */
export const receiveSaml = endpoint({
  name: 'receiveSaml',
  method: 'POST',
  path: '/api/v1/session/saml/acs',
  permission: 'public',
  summary: 'Where the SAML provider sends its answer (assertion consumer service, POST binding)',
  tag: 'session',
  form: 'fields',
  isFromElsewhere: true,
  body: z.object({ SAMLResponse: z.string().max(400_000), RelayState: z.string().max(2000).optional() }),
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
  status: 303,
});

export const finishSaml = endpoint({
  name: 'finishSaml',
  method: 'GET',
  path: '/api/v1/session/saml/finish',
  permission: 'public',
  summary: 'Where the browser goes with an answer that was believed, to be signed in',
  tag: 'session',
  query: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
  output: z.string(),
  contentType: 'text/plain; charset=utf-8',
  status: 302,
});
