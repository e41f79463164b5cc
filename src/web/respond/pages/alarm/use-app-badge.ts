import { useEffect } from 'react';
import { useAskingPages } from './my-pages.ts';

/** The icon of the installed app tells how many pages ask this person. */
export function useAppBadge(): void {
  const count = useAskingPages().asking?.length;
  useEffect(() => {
    if (count === undefined || !('setAppBadge' in navigator)) return;
    // Refused where the app is not installed.
    (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
  }, [count]);
}
