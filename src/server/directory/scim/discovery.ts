/** What this side of SCIM offers, in the documents that RFC 7643 has for it. */
import { groupSchema } from './group.ts';
import { userSchema } from './user.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0';

export const mostPerPage = 100;

export const serviceProviderConfig = (base: string) => ({
  schemas: [`${core}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostPerPage },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'API token',
      description: 'A token of Evenkeel with the permission scim.manage, as a bearer token',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
});

const resourceType = (base: string, name: string, schema: string) => ({
  schemas: [`${core}:ResourceType`],
  id: name,
  name,
  endpoint: `/${name}s`,
  schema,
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
});

export const resourceTypes = (base: string) => [
  resourceType(base, 'User', userSchema),
  resourceType(base, 'Group', groupSchema),
];

type Attribute = Record<string, unknown>;

const attribute = (name: string, more: Attribute = {}): Attribute => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});

const complex = (name: string, subAttributes: Attribute[], more: Attribute = {}) =>
  attribute(name, { type: 'complex', subAttributes, ...more });

const references = [
  attribute('value', { caseExact: true }),
  attribute('display', { mutability: 'readOnly' }),
  attribute('type'),
  attribute('$ref', { type: 'reference', referenceTypes: ['User', 'Group'], mutability: 'readOnly', caseExact: true }),
];

const schema = (base: string, id: string, name: string, attributes: Attribute[]) => ({
  schemas: [`${core}:Schema`],
  id,
  name,
  attributes,
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
});

export const schemas = (base: string) => [
  schema(base, userSchema, 'User', [
    attribute('userName', { required: true, uniqueness: 'server' }),
    attribute('externalId', { caseExact: true }),
    complex('name', [attribute('formatted'), attribute('givenName'), attribute('familyName')]),
    attribute('displayName'),
    complex('emails', [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })], {
      multiValued: true,
    }),
    attribute('timezone'),
    attribute('active', { type: 'boolean' }),
    complex('groups', references, { multiValued: true, mutability: 'readOnly' }),
  ]),
  schema(base, groupSchema, 'Group', [
    attribute('displayName', { required: true, uniqueness: 'server' }),
    attribute('externalId', { caseExact: true }),
    complex('members', references, { multiValued: true }),
  ]),
];
