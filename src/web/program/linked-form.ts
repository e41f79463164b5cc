import { useState } from 'react';

/** A link to a page that opens one of its forms at once: `/program/goals#new`. */
export const formAt = (path: string, form: string) => `${path}#${form}`;

/** Whether the page was reached by such a link, to begin with that form open. */
export function useLinkedForm(form: string): boolean {
  const [isLinked] = useState(() => location.hash === `#${form}`);
  return isLinked;
}
