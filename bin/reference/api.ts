import type { Endpoint } from '../../src/contract/endpoint.ts';
import { endpoints } from '../../src/contract/endpoints.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';

/** What `/openapi.json` of an installation says, without its version and address, a line for each value. */
export function describeApi(): string {
  // Which endpoint comes first depends on what loads the modules.
  const place = ({ path, method }: Endpoint) => `${path} ${method}`;
  const sorted = endpoints.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return `${JSON.stringify(openApiDocument(sorted, ''), null, 1)}\n`;
}
