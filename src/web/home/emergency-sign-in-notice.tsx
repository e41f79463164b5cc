import { readSignInRules } from '../../contract/directory/sign-in-rules.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { paths } from '../paths.ts';
import { Glyph } from '../ui/screen/glyphs.tsx';
import { Time } from '../ui/time/time.tsx';
import styles from './lost-secrets-notice.module.css';

/** Tells admins for three days that somebody has come in past single sign-on: expected, or misuse. */
export function EmergencySignInNotice() {
  const mayRead = useMay('directory.manage', 'everything');
  const { data } = useEndpoint(readSignInRules, {}, { enabled: mayRead, follows: ['installation'] });
  const last = data?.lastEmergencySignIn;
  if (!last) return null;
  return (
    <div role="alert" className={styles.alarm}>
      <Glyph name="triangle" size={16} />
      <p>
        <strong>{last.name} signed in without single sign-on</strong>, <Time at={last.at} />. If nobody knows why, see{' '}
        <a href={paths.securityEvents()}>security events</a> and end their sessions.
      </p>
    </div>
  );
}
