import { useMay } from '../../data/session.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { OtherTool } from './other-tool/other-tool.tsx';
import { ParallelRuns } from './parallel-runs/parallel-runs.tsx';
import { PastIncidents } from './past-incidents/past-incidents.tsx';

/** What another tool has, and the way from it to here. */
export function MoveInScreen() {
  const mayImport = useMay('incidents.manage');
  return (
    <>
      <PageHeader title="Move in">
        Bring what your last tool has along, and its past; run beside it without paging anybody, and cut over team by
        team.
      </PageHeader>
      <OtherTool />
      <ParallelRuns />
      {mayImport && <PastIncidents />}
    </>
  );
}
