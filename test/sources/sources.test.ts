import { describe, expect, it } from 'vitest';
import { findSourceType, sourceTypes } from '../../src/server/detect/source-types/registry.ts';
import { fixtureNames, readInput, readOutput, requestOfInput, sourceFolders } from './fixture-files.ts';

const key = 'abcdefghijklmnopqrstuvwxyz012345';

describe.each(sourceTypes.map((source) => [source.type, source] as const))('the source type %s', (type, source) => {
  it.each(fixtureNames(type))('reads and answers %s as its fixture says', (name) => {
    const input = readInput(type, name);
    const request = requestOfInput(input);
    const result = source.parse(request, source.settings.schema.parse(input.settings ?? {}));
    expect({ result, reply: source.reply(result, request.path) }).toEqual(readOutput(type, name));
  });

  it('shows set-up steps that carry the key', () => {
    const steps = source.setup('https://evenkeel.example.com', key, null);
    expect(steps.some((step) => step.code?.includes(key))).toBe(true);
    expect(steps.every((step) => step.title !== '' && step.text !== '')).toBe(true);
  });

  it('works without any setting and describes each setting for the form', () => {
    expect(source.settings.schema.parse({})).toEqual({});
    expect(new Set(source.settings.fields.map((field) => field.key)).size).toBe(source.settings.fields.length);
  });
});

describe('the registry of source types', () => {
  it('has every folder, and a folder for everything in it', () => {
    expect(sourceTypes.map((source) => source.type).sort()).toEqual(sourceFolders().sort());
  });

  it('finds a type by its name and nothing by another', () => {
    expect(findSourceType('grafana')?.title).toBe('Grafana');
    expect(findSourceType('constructor')).toBeUndefined();
  });
});

describe('settings', () => {
  it('take severity words in any letter case and refuse severities that do not exist', () => {
    const { schema } = findSourceType('grafana')!.settings;
    expect(schema.parse({ severityMap: { ' Wake-Up ': 1 } })).toEqual({ severityMap: { 'wake-up': 1 } });
    expect(schema.safeParse({ severityMap: { calm: 9 } }).success).toBe(false);
  });
});
