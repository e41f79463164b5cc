import { useSession } from '../data/session.ts';
import { PageHeader } from '../ui/page-header.tsx';

export function HomePage() {
  const session = useSession();
  return <PageHeader title="Home">{session && `Signed in as ${session.person.name}.`}</PageHeader>;
}
