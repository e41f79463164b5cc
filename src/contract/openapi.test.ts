import { expect, test } from 'vitest';
import { endpoints } from './endpoints.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument(endpoints, '1.2.3');
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('Every endpoint is an operation of the document, and each name is there once', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect([...names].sort()).toEqual(endpoints.map((endpoint) => endpoint.name).sort());
  expect(new Set(names).size).toBe(names.length);
});

test('Every reference of the document leads to something in it', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
  expect(references.length).toBeGreaterThan(10);
  for (const reference of new Set(references)) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(target, reference).toBeTypeOf('object');
  }
  expect(text).not.toContain('$defs');
});

test('Every path parameter of a path is declared, required and has a type', () => {
  for (const { path, operation } of operations) {
    const declared = ((operation.parameters ?? []) as { name: string; in: string; required: boolean; schema: object }[])
      .filter((parameter) => parameter.in === 'path')
      .map((parameter) => {
        expect(parameter.required && Object.keys(parameter.schema).length > 0, path).toBe(true);
        return parameter.name;
      });
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    expect(declared.sort(), path).toEqual(named.sort());
  }
});

test('Every operation says its permission, its answer and its refusals as problem details', () => {
  for (const { operation } of operations) {
    const responses = operation.responses as Record<string, { $ref?: string; description?: string }>;
    expect(Object.keys(responses).some((status) => /^[23]/.test(status))).toBe(true);
    for (const [status, response] of Object.entries(responses)) {
      if (/^[45]/.test(status)) expect(response.$ref).toBe(`#/components/responses/Problem${status}`);
      else expect(response.description).toBeTruthy();
    }
    expect(operation['x-permission']).toBeTypeOf('string');
    const isOpen = (operation.security as unknown[]).length === 0;
    expect(isOpen).toBe(operation['x-permission'] === 'public');
    expect('401' in responses).toBe(!isOpen);
  }
});

test('What is sent and what is answered are described apart, and answers stay open for new fields', () => {
  const create = document.paths['/api/v1/teams']!.post as unknown as {
    requestBody: { content: Record<string, { schema: { required: string[]; additionalProperties: boolean } }> };
  };
  const sent = create.requestBody.content['application/json']!.schema;
  expect(sent.required).toEqual(['slug', 'name']);
  expect(sent.additionalProperties).toBe(false);
  const team = document.components.schemas.Team as { required: string[]; additionalProperties?: boolean };
  expect(team.required).toContain('members');
  expect(team.additionalProperties).toBeUndefined();
});
