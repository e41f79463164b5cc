/**
 * A backup is gzipped JSON, one object a line: the header, then for each table its name and its rows in batches, then
 * the end with a checksum over all lines before it. Values are PostgreSQL's own text, which loses nothing of any type.
 */
export type BackupHeader = {
  format: 'evenkeel-backup';
  formatVersion: 1;
  /** The version of Evenkeel that made it, for people. */
  version: string;
  madeAt: string;
  migrations: { name: string; checksum: string }[];
  /** The id of the key that secrets were sealed under; the key itself is never part of a backup. */
  secretKeyId: string;
};

export type Sequence = { name: string; lastValue: string; isCalled: boolean };

export type BackupLine =
  | { header: BackupHeader }
  | { table: string; columns: string[] }
  | { rows: (string | null)[][] }
  | { end: { rowCount: number; sequences: Sequence[]; sha256: string } };

export type BackupSummary = {
  header: BackupHeader;
  rowCount: number;
  /** Rows by table, largest first. */
  tables: { table: string; rowCount: number }[];
};

/** A backup that cannot be made or used; the message is one sentence for the operator. */
export class BackupProblem extends Error {
  override name = 'BackupProblem';
}
