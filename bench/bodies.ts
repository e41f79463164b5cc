/** What both systems are sent: the same bytes, alerts as Prometheus 2 sends them. */

/** Different alerts in a run; every one is sent again and again, as Prometheus does while it fires. */
export const distinctAlerts = 1_000;
export const alertsPerBatch = 100;

function alertOf(index: number, endsAt: string) {
  const instance = `node-${String(index).padStart(4, '0')}.example.org:9100`;
  return {
    labels: {
      alertname: 'HostDiskAlmostFull',
      cluster: `cluster-${index % 8}`,
      device: '/dev/nvme0n1p2',
      instance,
      job: 'node',
      mountpoint: '/var/lib/data',
      severity: 'info',
      team: `team-${index % 20}`,
    },
    annotations: {
      summary: `Disk of ${instance} is almost full`,
      description: `/var/lib/data on ${instance} has less than 5% free space left for more than ten minutes.`,
    },
    startsAt: '2026-11-01T10:00:00.000Z',
    endsAt,
    generatorURL: 'http://prometheus.example.org:9090/graph?g0.expr=node_filesystem_avail_bytes&g0.tab=1',
  };
}

export type Bodies = { single: string[]; batch: string[] };

/** Alerts of severity `info`, which are kept and page nobody; they end in an hour. */
export function makeBodies(): Bodies {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  const alerts = Array.from({ length: distinctAlerts }, (_, index) => alertOf(index, endsAt));
  const batch: string[] = [];
  for (let start = 0; start < alerts.length; start += alertsPerBatch) {
    batch.push(JSON.stringify(alerts.slice(start, start + alertsPerBatch)));
  }
  return { single: alerts.map((alert) => JSON.stringify([alert])), batch };
}
