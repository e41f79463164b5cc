import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const sealedValues = z
  .object({
    currentKeyId: z.string().nullable().describe('The key that seals new values; null when no key is there'),
    items: z.array(
      z.object({
        kind: z.enum([
          'calendars',
          'removed calendars',
          'contact methods',
          'chat links',
          'check headers',
          'close-back credentials',
          'outgoing webhooks',
          'personal data removals',
          'providers',
          'source keys',
          'source verifications',
          'sign-in',
          'installation keys',
        ]),
        keyId: z.string(),
        count: z.number().int(),
        isReadable: z.boolean().describe('Whether this server has the key'),
      }),
    ),
    unreadableCount: z.number().int().describe('Values that cannot be opened: their key is not loaded'),
    outdatedCount: z.number().int().describe('Values that an older key still opens'),
  })
  .meta({ id: 'SealedValues', description: 'How many secrets of the database are sealed under which key.' });

export const readSealedValues = endpoint({
  name: 'readSealedValues',
  method: 'GET',
  path: '/api/v1/platform/sealed-values',
  permission: 'platform.read',
  summary: 'Whether every secret in the database can be opened with the keys of this server',
  tag: 'platform',
  output: sealedValues,
});
