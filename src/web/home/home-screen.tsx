import { HolesBar } from '../respond/coverage/holes-bar.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Columns } from '../ui/screen/panel.tsx';
import { EmergencySignInNotice } from './emergency-sign-in-notice.tsx';
import { HandoffCard } from './handoff-card.tsx';
import { LostSecretsNotice } from './lost-secrets-notice.tsx';
import { MyDecisionsCard } from './my-decisions-card.tsx';
import { MyPagesCard } from './my-pages-card.tsx';
import { MyRetirementsCard } from './my-retirements-card.tsx';
import { NextStepsCard } from './next-steps-card.tsx';
import { OnCallCard } from './on-call-card.tsx';
import { OpenAlertsCard } from './open-alerts-card.tsx';
import { OpenIncidentsCard } from './open-incidents-card.tsx';
import { OverdueChecksCard } from './overdue-checks-card.tsx';
import { RecentAlertsCard } from './recent-alerts-card.tsx';
import { StillPublicCard } from './still-public-card.tsx';

/** Is anything on fire, and is it mine? */
export function HomeScreen() {
  return (
    <>
      <PageHeader title="Home" />
      <LostSecretsNotice />
      <EmergencySignInNotice />
      <HolesBar />
      <Columns
        aside={
          <>
            <OpenAlertsCard />
            <OnCallCard />
          </>
        }
      >
        <OverdueChecksCard />
        <StillPublicCard />
        <MyPagesCard />
        <HandoffCard />
        <MyDecisionsCard />
        <MyRetirementsCard />
        <OpenIncidentsCard />
        <NextStepsCard />
        <RecentAlertsCard />
      </Columns>
    </>
  );
}
