import { readSealedValues } from '../../contract/platform/sealed-values.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { useMay } from '../data/session.ts';
import { paths } from '../paths.ts';
import { Glyph } from '../ui/screen/glyphs.tsx';
import styles from './lost-secrets-notice.module.css';

/** Says that secrets cannot be opened, for as long as their key is not there: people are reached in fewer ways. */
export function LostSecretsNotice() {
  const mayRead = useMay('platform.read');
  const { data } = useEndpoint(readSealedValues, {}, { enabled: mayRead, everySeconds: 60 });
  if (!data || data.unreadableCount === 0) return null;
  const count = data.unreadableCount;
  return (
    <div role="alert" className={styles.alarm}>
      <Glyph name="triangle" size={16} />
      <p>
        <strong>A secret key is missing.</strong> {count} stored {count === 1 ? 'secret' : 'secrets'} can’t be opened:
        people whose contact methods are among them are paged by e-mail to their account address only. See{' '}
        <a href={paths.system()}>System</a> for what to do.
      </p>
    </div>
  );
}
