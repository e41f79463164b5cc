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

/**
 * What is wrong with an edited template, in sentences. Empty: fine.
 * @param used the names of the variables in its title and body
 */
export function templateFaults(
  template: MessageTemplate,
  used: readonly string[],
  variables: readonly TemplateVariable[],
): string[] {
  const faults: string[] = [];
  for (const name of used) {
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
