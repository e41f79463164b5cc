import type { ContactMethod } from '../../../../contract/directory/contact-methods.ts';
import type { ChannelDescription } from '../../../../contract/respond/channels.ts';
import { useMay } from '../../../data/session.ts';
import { paths } from '../../../paths.ts';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import { useChannels } from '../../channels/use-channels.ts';
import styles from '../me.module.css';
import { wakesText } from './wakes-text.ts';

/** Which of a person's contact methods can wake them at night. */
export function WakesLine({ methods }: { methods: readonly ContactMethod[] }) {
  const channels = useChannels().data?.items;
  const mayManage = useMay('platform.manage');
  if (!channels) return null;
  const usable = methods.filter(({ verifiedAt, disabledAt }) => verifiedAt && !disabledAt);
  if (usable.length === 0) return null;
  const words = wakesText(usable, channels);
  if (words !== null) return <p className="muted">{words}</p>;
  const loud = channels.filter(({ abilities }) => abilities.wakes !== 'no');
  const ready = loud.filter(({ missing }) => missing === null);
  return (
    <p role="note" className={styles.warning}>
      <Glyph name="triangle" />{' '}
      <span>
        <strong>None of your contact methods rings through do-not-disturb.</strong>{' '}
        {ready.length > 0 ? (
          <>Add {eitherOf(ready)} for nights.</>
        ) : mayManage ? (
          <>
            <a href={paths.newProvider()}>Add a provider</a> first: {eitherOf(loud)}.
          </>
        ) : (
          <>Ask an admin to add a provider: {eitherOf(loud)}.</>
        )}
      </span>
    </p>
  );
}

const either = new Intl.ListFormat('en', { type: 'disjunction' });
const mostNamed = 3;

/** The first of them by name: whoever looks for more finds them where they are added. */
function eitherOf(channels: readonly ChannelDescription[]): string {
  const nouns = channels.slice(0, mostNamed).map(({ noun }) => noun);
  return either.format(channels.length > mostNamed ? [...nouns, 'another way'] : nouns);
}
