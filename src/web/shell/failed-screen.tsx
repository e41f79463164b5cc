import { useRouter } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { EmptyState } from '../ui/list/empty-state.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { usePageTitle } from '../ui/screen/page-title.ts';
import styles from './failed-screen.module.css';

/** Instead of a page that threw: the failure, and a way to try again. */
export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <div className={styles.page}>
      <ErrorState error={error} retry={retry} />
    </div>
  );
}

export function NotFound() {
  usePageTitle('Not found');
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">Not found</h1>
      <EmptyState kind="first-use" title="Nothing at this address" action={{ label: 'Go home', href: paths.home() }}>
        The address may be wrong, or what it pointed to was deleted.
      </EmptyState>
    </div>
  );
}
