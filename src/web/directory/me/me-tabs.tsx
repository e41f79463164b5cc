import { useLocation } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import styles from './me.module.css';

const tabs = [
  { label: 'Profile', href: paths.me() },
  { label: 'Contact methods', href: paths.myContactMethods() },
  { label: 'Notices', href: paths.myNotices() },
  { label: 'Security', href: paths.mySecurity() },
  { label: 'API tokens', href: paths.myTokens() },
];

/** The pages about the signed-in person. */
export function MeTabs() {
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <nav aria-label="Your account" className={styles.tabs}>
      {tabs.map(({ label, href }) => (
        <a key={href} href={href} aria-current={href === pathname ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
