export type Settings = Record<string, string | number | boolean>;

/**
 * What suits a single machine that also runs the app: durable commits, little memory while idle, and autovacuum that
 * keeps up with rows that are updated often (outbox, timers), where dead rows slow every claim.
 */
const defaults: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 60,
  fsync: true,
  synchronous_commit: true,
  full_page_writes: true,
  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: false,
  io_workers: 2,
  max_worker_processes: 4,
  max_logical_replication_workers: 0,
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  random_page_cost: 1.1,
  jit: false,
  autovacuum_naptime: '15s',
  autovacuum_max_workers: 2,
  autovacuum_vacuum_scale_factor: 0.05,
  autovacuum_analyze_scale_factor: 0.05,
  autovacuum_vacuum_cost_limit: 1000,
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_checkpoints: false,
  log_line_prefix: '%m [%p] ',
  // Statements and error details carry alert text and tokens; the app logs its own errors.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

/** By name, the first major release that knows it: an older one does not start with it. */
const since: Record<string, number> = { io_workers: 18 };

/** The whole postgresql.conf. */
export function configurationText(port: number, major: number, overrides: Settings = {}): string {
  const lines = Object.entries({ ...defaults, ...overrides, port })
    .filter(([name]) => major >= (since[name] ?? 0))
    .map(([name, value]) => `${name} = ${quoted(value)}`);
  return `# Written by Evenkeel at every start; changes made here are lost.\n${lines.join('\n')}\n`;
}

/** The whole pg_hba.conf: this machine only, and nobody without a password. */
export const accessRulesText = `# Written by Evenkeel at every start; changes made here are lost.
host all         all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`;

function quoted(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return `'${String(value).replaceAll("'", "''")}'`;
}
