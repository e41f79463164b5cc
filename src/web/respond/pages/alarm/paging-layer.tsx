import { useMay } from '../../../data/session.ts';
import { type Command, useCommands } from '../../../keys/commands.ts';
import { preferences, usePreferences } from '../../../keys/preferences.ts';
import { PageSomebody } from '../page-somebody.tsx';
import { RingingBar } from './ringing-bar.tsx';
import { useAppBadge } from './use-app-badge.ts';
import { usePageAlarm } from './use-page-alarm.ts';
import { useTabMessages } from './use-tab-messages.ts';

/** What paging needs on every screen: the alarm for this person with its bar, and the form to page others. */
export function PagingLayer() {
  usePageAlarm();
  useTabMessages();
  useAppBadge();
  const mayPage = useMay('pages.create');
  const { pageSound } = usePreferences();
  const sound: Command = {
    label: pageSound ? 'Mute page sounds' : 'Unmute page sounds',
    keywords: 'mute audio alarm',
    group: 'Preferences',
    run: () => preferences.change({ pageSound: !pageSound }),
  };
  useCommands([sound]);
  return (
    <>
      <RingingBar />
      {mayPage && <PageSomebody />}
    </>
  );
}
