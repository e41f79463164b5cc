import { endpoints } from '../../../contract/endpoints.ts';
import { openApiDocument } from '../../../contract/openapi.ts';
import * as contract from '../../../contract/reference.ts';
import { implement, type Route } from '../http/route.ts';

/** Made at the first request and kept: the contract does not change while the program runs. */
export function referenceRoutes(version: string, publicUrl: string): Route[] {
  let text: string | undefined;
  return [
    implement(contract.readOpenApi, async () => {
      text ??= JSON.stringify(openApiDocument(endpoints, version, publicUrl));
      return text;
    }),
  ];
}
