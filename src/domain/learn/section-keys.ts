import { type PostmortemForm, postmortemForms, type SectionKey } from './postmortem-forms.ts';

/** Which section of the form stands under this heading; null for one that somebody added. */
export function formSectionOf(form: PostmortemForm, heading: string): SectionKey | null {
  const words = heading.toLowerCase();
  return postmortemForms[form].find((section) => section.heading.toLowerCase() === words)?.key ?? null;
}

/** The heading under which the action items of this form belong. */
export function actionsHeading(form: PostmortemForm): string {
  return postmortemForms[form].find(({ key }) => key === 'actions' || key === 'change')!.heading;
}
