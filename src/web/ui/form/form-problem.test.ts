import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../client/client.ts';
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
const values = { name: 'A', steps: [{ delaySeconds: 1 }], tags: ['a', 'b'], due: '', outcome: { declares: false } };

describe('a refused form', () => {
  it('shows each message at its field, the first one when there are several', () => {
    const problem = formProblem(
      refused([
        { path: 'body.name', message: 'Too long.' },
        { path: 'body.name', message: 'Also odd.' },
        { path: 'body.steps.0.delaySeconds', message: 'Too short.' },
      ]),
      values,
    );
    expect(problem).toEqual({ fields: { name: 'Too long.', 'steps.0.delaySeconds': 'Too short.' } });
  });

  it('says above the form what belongs to no field of it', () => {
    const problem = formProblem(
      refused([{ path: 'body.slug', message: 'Is taken.' }], 'Some fields are not valid.'),
      values,
    );
    expect(problem.fields).toEqual({});
    expect(problem.general).toBe('Some fields are not valid. slug: Is taken.');
    expect(problem.requestId).toBe('r1');
  });

  it('shows a message at the field that the form calls otherwise', () => {
    const at = { dueAt: 'due', 'outcome.declare': 'outcome.declares' };
    const refusal = refused([
      { path: 'body.dueAt', message: 'Too late.' },
      { path: 'body.outcome.declare.severity', message: 'No such severity.' },
    ]);
    expect(formProblem(refusal, values, at)).toEqual({
      fields: { due: 'Too late.', 'outcome.declares': 'No such severity.' },
    });
  });

  it('shows a message about a part of a field at that field', () => {
    const refusal = refused([
      { path: 'body.tags.1', message: 'Too long.' },
      { path: 'body.due.0.name', message: 'Empty.' },
    ]);
    expect(formProblem(refusal, values).fields).toEqual({ tags: 'Too long.', due: 'Empty.' });
  });

  it('says a conflict or a lost connection above the form', () => {
    expect(formProblem(refused([], 'A team has this name.'), values).general).toBe('A team has this name.');
    expect(formProblem(new Error('broken'), values).general).toBe('broken');
  });
});
