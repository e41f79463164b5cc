import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const readOpenApi = endpoint({
  name: 'readOpenApi',
  method: 'GET',
  path: '/openapi.json',
  permission: 'public',
  summary: 'This API as an OpenAPI 3.1 document',
  tag: 'platform',
  output: z.string(),
  contentType: 'application/json; charset=utf-8',
});
