import { z } from 'zod';
import { endpoint, id, instant, listOf, pageQuery } from '../endpoint.ts';

export const securityEvent = z
  .object({
    id,
    kind: z.enum([
      'sign_in.failed',
      'sign_in.refused',
      'second_factor.failed',
      'single_sign_on.refused',
      'session.ended',
      'token.refused',
      'permission.refused',
      'source_key.read',
      'configuration.exported',
      'contact_methods.read',
      'access_link.made',
      'emergency_sign_in',
    ]),
    network: z.string().describe('The address, or for IPv6 its /48 network'),
    personId: id.nullable(),
    personName: z.string().nullable(),
    subject: z.string().describe('What was read or requested'),
    device: z.string().describe('The user agent of the last of these requests'),
    count: z.number().int(),
    firstAt: instant,
    lastAt: instant,
  })
  .meta({
    id: 'SecurityEvent',
    description: 'Signs of an attack, or reading of secrets, in one row for each quarter of an hour.',
  });
export type SecurityEvent = z.output<typeof securityEvent>;

export const listSecurityEvents = endpoint({
  name: 'listSecurityEvents',
  method: 'GET',
  path: '/api/v1/security-events',
  permission: 'audit.read',
  summary: 'List failed sign-ins, refused requests and reading of secrets, newest first; kept for 90 days',
  tag: 'audit',
  query: pageQuery,
  output: listOf(securityEvent),
});
