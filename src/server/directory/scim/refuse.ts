/** Errors as RFC 7644 has them: the words of the catalogue, with a `scimType` where the standard names one. */
import { type Problem, problem } from '../../../contract/errors.ts';

export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness';

export const refuse = (scimType: ScimType, detail: string): Problem =>
  problem('invalid_input', detail, [], { scimType });

export const taken = (detail: string): Problem => problem('conflict', detail);

export function errorBody(known: Problem): { status: number; body: object } {
  const { status, scimType } = answerOf(known);
  const detail = known.errors[0]?.message ?? known.detail ?? known.title;
  return {
    status,
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail,
    },
  };
}

function answerOf({ code, status, extension }: Problem): { status: number; scimType?: ScimType } {
  switch (code) {
    case 'conflict':
      return { status: 409, scimType: 'uniqueness' };
    case 'invalid_json':
      return { status: 400, scimType: 'invalidSyntax' };
    case 'invalid_input':
      return { status: 400, scimType: (extension.scimType as ScimType | undefined) ?? 'invalidValue' };
    // "The attempted modification is not compatible with the current state": the last admin stays.
    case 'state_conflict':
      return { status: 400, scimType: 'mutability' };
    default:
      return { status };
  }
}
