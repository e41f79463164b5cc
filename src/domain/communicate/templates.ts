/** Where an incident stands in words to others; a status page update carries one of these. */
export type UpdateStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved';

export type SituationKey = UpdateStatus | 'withdrawn' | 'long' | 'limited' | 'security' | 'postmortem';

/** What a mail to subscribers tells of announced maintenance. */
export type MaintenanceMoment = 'planned' | 'changed' | 'completed' | 'canceled';

export type Audience = 'public' | 'executives' | 'responders' | 'support';

export type MessageTemplate = {
  /** `<situation>.<audience>` or `maintenance-<moment>.<audience>`. */
  id: string;
  about: 'incident' | 'maintenance';
  situation: SituationKey | MaintenanceMoment;
  audience: Audience;
  title: string;
  /** Liquid, Markdown. */
  body: string;
};

export type TemplateVariable = {
  name: string;
  meaning: string;
  /** What the preview fills in. */
  sample: string;
  about: readonly ('incident' | 'maintenance')[];
  /** False: the value may hold names that are for colleagues only, so templates for the public must not use it. */
  publicSafe: boolean;
};

/** Variable names a template uses in outputs, conditions and loops; enough to check an edited template before saving it. */
export function variablesUsed(liquid: string): string[] {
  const names = new Set<string>();
  for (const tag of tagsOf(liquid)) {
    const withoutText = tag.replace(/"[^"]*"|'[^']*'/g, ' ').replace(/\|\s*[a-z_]+/gi, ' ');
    for (const [word] of withoutText.matchAll(/[a-z][a-z0-9_]*/gi)) {
      if (!liquidWords.has(word)) names.add(word);
    }
  }
  return [...names].sort();
}

/** Each `{{ … }}` and `{% … %}`; an end that is missing is looked for once. */
function tagsOf(liquid: string): string[] {
  const found: string[] = [];
  const missing = new Set<string>();
  let from = 0;
  for (const { 0: opening, index } of liquid.matchAll(/\{[{%]/g)) {
    const closing = opening === '{{' ? '}}' : '%}';
    if (index < from || missing.has(closing)) continue;
    const end = liquid.indexOf(closing, index + 2);
    if (end === -1) {
      missing.add(closing);
      continue;
    }
    from = end + 2;
    found.push(liquid.slice(index, from));
  }
  return found;
}

const liquidWords = new Set(
  'if elsif else endif unless endunless for endfor in and or not contains blank empty nil null true false assign capture endcapture case when endcase'.split(
    ' ',
  ),
);

/** What is wrong with an edited template, in sentences. Empty: fine. */
export function templateFaults(template: MessageTemplate, variables: readonly TemplateVariable[]): string[] {
  const faults: string[] = [];
  for (const name of variablesUsed(`${template.title}\n${template.body}`)) {
    const variable = variables.find((candidate) => candidate.name === name);
    if (!variable?.about.includes(template.about)) faults.push(`There is no variable “${name}” here.`);
    else if (template.audience === 'public' && !variable.publicSafe)
      faults.push(`“${name}” is internal and cannot be used in public text.`);
  }
  return faults;
}

/**
 * The values a template of this audience may see. Rendering public words with nothing else in reach is what keeps internal
 * facts out; `templateFaults` only tells the author early.
 */
export function valuesFor(
  audience: Audience,
  values: Readonly<Record<string, string>>,
  variables: readonly TemplateVariable[],
): Record<string, string> {
  const allowed = variables.filter((variable) => audience !== 'public' || variable.publicSafe);
  return Object.fromEntries(
    allowed.flatMap(({ name }) => (Object.hasOwn(values, name) ? [[name, values[name] ?? '']] : [])),
  );
}
