import { readPushKey } from '../../../../contract/directory/contact-methods.ts';
import { belowBase } from '../../../base.ts';
import { api } from '../../../data/api.ts';

/** Why this browser cannot show notifications, or null when it can. */
export function pushObstacle(): string | null {
  if (!isSecureContext) return 'Browsers allow notifications only over HTTPS and on localhost.';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return 'This browser does not support push notifications. On an iPhone or iPad, add Evenkeel to the home screen first.';
  }
  if (Notification.permission === 'denied') {
    return 'Notifications are blocked for this site. Allow them in your browser settings.';
  }
  return null;
}

/** Asks for permission and subscribes this browser. Rejects with a sentence for people. */
export async function subscribeThisBrowser(): Promise<PushSubscriptionJSON> {
  const obstacle = pushObstacle();
  if (obstacle) throw new Error(obstacle);
  if ((await Notification.requestPermission()) !== 'granted') {
    throw new Error('The browser cannot show notifications without your permission.');
  }
  const { publicKey } = await api.call(readPushKey, {});
  await navigator.serviceWorker.register(belowBase('/sw.js'));
  const { pushManager } = await navigator.serviceWorker.ready;
  // A subscription for another installation's key would be refused for ever.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch((error: Error) => {
      throw new Error(`The browser’s push service refused: ${error.message}`);
    });
  return subscription.toJSON();
}

/** `Chrome on Linux`, as far as the user agent tells. */
export function deviceName(userAgent: string): string {
  const first = (names: [RegExp, string][], other: string) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? other;
  const browser = first(
    [
      [/Edg\//, 'Edge'],
      [/Firefox\//, 'Firefox'],
      [/Chrome\//, 'Chrome'],
      [/Safari\//, 'Safari'],
    ],
    'Browser',
  );
  const system = first(
    [
      [/Android/, 'Android'],
      [/iPhone|iPad/, 'iOS'],
      [/Windows/, 'Windows'],
      [/Mac OS X/, 'macOS'],
      [/CrOS/, 'ChromeOS'],
      [/Linux/, 'Linux'],
    ],
    'this device',
  );
  return `${browser} on ${system}`;
}
