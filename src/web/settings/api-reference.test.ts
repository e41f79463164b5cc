import { describe, expect, it } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { openApiDocument } from '../../contract/openapi.ts';
import { byTag, curlOf, operationsOf } from './api-reference.ts';

const operations = operationsOf(openApiDocument(endpoints, '1.0.0'));
const operation = (name: string) => operations.find((each) => each.name === name)!;

describe('the reference', () => {
  it('has every endpoint once and gives a call for each', () => {
    const shown = byTag(operations).flatMap(([, each]) => each);
    expect(shown.map(({ name }) => name).sort()).toEqual(endpoints.map(({ name }) => name).sort());
    for (const each of shown) expect(curlOf(each, 'https://evenkeel.test')).toContain('https://evenkeel.test/');
  });

  it('tells what is required, what is left out, and of which type', () => {
    const { parameters } = operation('updateTeam');
    expect(parameters.find(({ name }) => name === 'id')).toMatchObject({ place: 'path', isRequired: true });
    expect(parameters.find(({ name }) => name === 'slug')).toMatchObject({
      place: 'body',
      isRequired: true,
      type: 'string',
    });
    expect(parameters.find(({ name }) => name === 'memberIds')).toMatchObject({
      isRequired: false,
      type: 'list of integer',
    });
    expect(operation('listTeams').parameters.map(({ name }) => name)).toEqual(['limit', 'cursor', 'search', 'ids']);
  });

  it('tells what is answered, and as what where it is not JSON', () => {
    expect(operation('createTeam')).toMatchObject({ status: '201', contentType: null });
    expect(operation('deleteTeam')).toMatchObject({ status: '204', contentType: null });
    expect(operation('readScheduleFeed')).toMatchObject({ status: '200', contentType: 'text/calendar' });
  });

  it('gives a call that carries what is required', () => {
    const call = curlOf(operation('createTeam'), 'https://evenkeel.test');
    expect(call).toContain('-X POST');
    expect(call).toContain('Authorization: Bearer');
    expect(JSON.parse(/-d '(.*)'/.exec(call)![1]!)).toEqual({ slug: 'text', name: 'text' });
  });
});
