import { FrontPage } from '../shell/front-page.tsx';

export function SetupPage() {
  return <FrontPage title="Set up Evenkeel" />;
}
