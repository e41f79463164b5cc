import { describe, expect, it } from 'vitest';
import { createTeam, listTeams, updateTeam } from '../../contract/directory/teams.ts';
import { endpoints } from '../../contract/endpoints.ts';
import { byTag, curlOf, parametersOf } from './api-reference.ts';

describe('the reference', () => {
  it('has every endpoint once and can say everything about each', () => {
    const shown = byTag(endpoints).flatMap(([, each]) => each);
    expect(shown.map(({ name }) => name).sort()).toEqual(endpoints.map(({ name }) => name).sort());
    for (const endpoint of shown) {
      expect(Array.isArray(parametersOf(endpoint))).toBe(true);
      expect(curlOf(endpoint, 'https://evenkeel.test')).toContain('https://evenkeel.test/');
    }
  });

  it('tells what is required, what is left out, and of which type', () => {
    const parameters = parametersOf(updateTeam);
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
    expect(parametersOf(listTeams).map(({ name }) => name)).toEqual(['limit', 'cursor', 'search', 'ids']);
  });

  it('gives a call that carries what is required', () => {
    const call = curlOf(createTeam, 'https://evenkeel.test');
    expect(call).toContain('-X POST');
    expect(call).toContain('Authorization: Bearer');
    expect(JSON.parse(/-d '(.*)'/.exec(call)![1]!)).toEqual({ slug: 'text', name: 'text' });
  });
});
