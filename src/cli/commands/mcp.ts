import type { Command } from 'commander';
import { readSession } from '../../contract/directory/session.ts';
import { type ConnectionOptions, connect, withServer } from '../connection.ts';
import { findHome, readVersion } from '../home.ts';
import { serveMcp } from '../mcp/server.ts';

export function addMcp(program: Command): void {
  withServer(program.command('mcp'))
    .description('serve assistants by the Model Context Protocol on standard input and output, as far as the token may')
    .action(run);
}

async function run(options: ConnectionOptions): Promise<void> {
  const client = connect(options);
  const { permissions } = await client.call(readSession, {});
  const version = readVersion(findHome());
  await serveMcp({ client, permissions, version, input: process.stdin, output: process.stdout });
}
