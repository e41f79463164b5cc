/** `npm run generate`: writes docs/openapi.json, docs/schema.sql, docs/tables.md and the tables of docs/channels.md anew. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openDatabase } from '../../src/server/platform/db/database.ts';
import { startEmbedded } from '../../src/server/platform/db/embedded.ts';
import { migrate } from '../../src/server/platform/db/migrate.ts';
import { describeApi } from './api.ts';
import { describeChannels } from './channels.ts';
import { describeSchema } from './schema.ts';
import { describeTables } from './tables.ts';

writeFileSync('docs/openapi.json', describeApi());
writeFileSync('docs/tables.md', describeTables(readFileSync('docs/tables.md', 'utf8')));
writeFileSync('docs/channels.md', describeChannels(readFileSync('docs/channels.md', 'utf8')));
const dataDir = mkdtempSync(path.join(tmpdir(), 'evenkeel schema '));
const embedded = await startEmbedded({ dataDir, log: pino({ level: 'silent' }), settings: { fsync: false } });
const db = openDatabase({ url: embedded.url, max: 1, applicationName: 'generate' });
await migrate(db, path.resolve('migrations'));
writeFileSync('docs/schema.sql', await describeSchema(db));
await db.end();
await embedded.stop();
rmSync(dataDir, { recursive: true, force: true });
