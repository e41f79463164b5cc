import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/harness/hostile/processor-time.ts';
import { variablesUsed } from '../../server/communicate/templates/variables-used.ts';
import { defaultIncidentTemplates } from './incident-templates.ts';
import { checkForLeaks, namesToKeep } from './leak-check.ts';
import { defaultMaintenanceTemplates } from './maintenance-templates.ts';
import { templateVariables } from './template-variables.ts';
import { templateFaults, valuesFor } from './templates.ts';

const all = [...defaultIncidentTemplates, ...defaultMaintenanceTemplates];
const liquid = new Liquid({ strictVariables: true, strictFilters: true });
const samples = Object.fromEntries(templateVariables.map((variable) => [variable.name, variable.sample]));

describe('message templates', () => {
  it('cover every status of an update for every audience', () => {
    for (const status of ['investigating', 'identified', 'monitoring', 'resolved'] as const) {
      for (const audience of ['public', 'executives', 'responders', 'support'] as const) {
        const name = `${status}.${audience}`;
        expect(
          all.some((template) => template.situation === status && template.audience === audience),
          name,
        ).toBe(true);
      }
    }
    expect(new Set(all.map((template) => template.id)).size).toBe(all.length);
  });

  it.each(
    all.map((template) => [template.id, template] as const),
  )('%s renders with its documented variables only', (_, template) => {
    expect(templateFaults(template, variablesUsed(template), templateVariables)).toEqual([]);
    const text = liquid.parseAndRenderSync(`${template.title}\n${template.body}`, samples);
    expect(text).not.toMatch(/\{\{|\}\}|\{%/);
  });

  it('leak nothing and promise no repair when filled in for the public', () => {
    for (const template of all.filter((candidate) => candidate.audience === 'public')) {
      const text = liquid.parseAndRenderSync(template.body, samples);
      const context = {
        names: namesToKeep(['Ada', 'Bo', 'Cy'], ['checkout-api']),
        publicNames: ['support@example.com'],
        fullImpact: false,
      };
      expect(checkForLeaks(text, context), template.id).toEqual([]);
    }
  });

  it('are refused for the public when they name what is for colleagues only, and anywhere when a variable is unknown', () => {
    const template = {
      ...all[0]!,
      audience: 'public' as const,
      body: '{{ commander }} {% if nonsense %}x{% endif %} {{ title | upcase }}',
    };
    expect(templateFaults(template, variablesUsed(template), templateVariables)).toEqual([
      '“commander” is internal and cannot be used in public text.',
      'There is no variable “nonsense” here.',
    ]);
  });

  it.each([
    ['{% if a and b == "c" %}{{ d | default: e }}{% endif %}', ['a', 'b', 'd', 'e']],
    ['{{ a.b["c"][d] }} {{ ["e"] }} {{ (f..g) }}', ['a', 'd', 'e', 'f', 'g']],
    [
      '{% case a %}{% when b, "c" %}{{ d }}{% else %}{{ e }}{% endcase %}{% unless f %}{{ g }}{% endunless %}',
      [...'abdefg'],
    ],
    ['{% echo a | append: b | truncate: 3, c %}', ['a', 'b', 'c']],
    ['{{ "a {{ b }}" }} {{ true }} {{ nil }} {{ blank }} {{ 7 }} {{ c-d }}', ['c-d']],
    [
      '{% comment %}{{ a }}{% endcomment %}{% raw %}{{ b }}{% endraw %}{% # {{ c }} %}d {{ constructor }}',
      ['constructor'],
    ],
    ['{%- if a -%}{%- if b -%}{{- c -}}{%- endif -%}{%- endif -%}', ['a', 'b', 'c']],
  ])('list their variables without names of filters, text and Liquid words: %s', (body, expected) => {
    expect(variablesUsed({ title: '', body })).toEqual(expected);
  });

  it('list the variables of the longest templates at once', () => {
    for (const body of [
      '{{a}}'.repeat(5_000),
      `{{ a | default: ${'b, '.repeat(8_000)} }}`,
      `{{ a${'.b'.repeat(12_000)} }}`,
    ]) {
      expect(processorMs(() => variablesUsed({ title: '', body }), { enough: 1_000 })).toBeLessThan(1_000);
    }
  });

  it('see only public values when they are for the public', () => {
    const values = { title: 'Slow', commander: 'Ada', unheard: 'x' };
    expect(valuesFor('public', values, templateVariables)).toEqual({ title: 'Slow' });
    expect(valuesFor('executives', values, templateVariables)).toEqual({ title: 'Slow', commander: 'Ada' });
  });
});
