import { usePerson } from '../data/session.ts';
import { PageHeader } from '../ui/page-header.tsx';

export function HomePage() {
  const person = usePerson();
  return <PageHeader title="Home">{person && `Signed in as ${person.name}.`}</PageHeader>;
}
