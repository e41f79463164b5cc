import type { Attendee } from '../../../contract/program/reviews.ts';

/** `Sam Okafor (Customer support)`; the name alone where the department is not known. */
export function attendeeText({ name, department }: Pick<Attendee, 'name' | 'department'>): string {
  return department === '' ? name : `${name} (${department})`;
}

/** Attendees as they are typed: `name, department, e-mail address` on each line; what has an @ is the address. */
export function attendeesIn(text: string): { name: string; department: string; email: string | null }[] {
  return text.split('\n').flatMap((line) => {
    const [name = '', ...rest] = line.split(',').map((part) => part.trim());
    if (name === '') return [];
    const email = rest.findLast((part) => part.includes('@')) ?? null;
    return [{ name, department: rest.filter((part) => part !== email && part !== '').join(', '), email }];
  });
}
