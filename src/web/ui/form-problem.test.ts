import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../client/client.ts';
import { formProblem } from './form-problem.ts';

const refused = (errors: { path: string; message: string }[], detail?: string) =>
  new ApiProblem({
    status: 400,
    code: 'invalid_input',
    title: 'The request is not valid',
    detail,
    errors,
    requestId: 'r1',
  });
const isName = (path: string) => path === 'name' || path === 'steps.0.delaySeconds';

describe('a refused form', () => {
  it('shows each message at its field, the first one when there are several', () => {
    const problem = formProblem(
      refused([
        { path: 'body.name', message: 'Too long.' },
        { path: 'body.name', message: 'Also odd.' },
        { path: 'body.steps.0.delaySeconds', message: 'Too short.' },
      ]),
      isName,
    );
    expect(problem).toEqual({ fields: { name: 'Too long.', 'steps.0.delaySeconds': 'Too short.' } });
  });

  it('says above the form what belongs to no field of it', () => {
    const problem = formProblem(
      refused([{ path: 'body.slug', message: 'Is taken.' }], 'Some fields are not valid.'),
      isName,
    );
    expect(problem.fields).toEqual({});
    expect(problem.general).toBe('Some fields are not valid. slug: Is taken.');
    expect(problem.requestId).toBe('r1');
  });

  it('says a conflict or a lost connection above the form', () => {
    expect(formProblem(refused([], 'A team has this name.'), isName).general).toBe('A team has this name.');
    expect(formProblem(new Error('broken'), isName).general).toBe('broken');
  });
});
