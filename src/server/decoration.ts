/** What may be put around the product from outside without any part of it knowing: the demo is one. */
import type { ContactChannels } from './directory/contact-methods/channels.ts';
import type { Database, DatabaseOptions } from './platform/db/database.ts';
import type { Loop } from './platform/loop.ts';
import type { MailTransport } from './respond/channels/email/mail-transport.ts';
import type { Platform } from './stage.ts';

export type Decoration = {
  /** Before the schema is prepared. */
  beforeSchema(db: Database): Promise<void>;
  /** Stands in for every way to send mail. */
  mail(): MailTransport;
  /** Before any stage starts. `open` opens a pool that is closed with the server. */
  fill(tools: {
    platform: Platform;
    channels: ContactChannels;
    open: (name: string, max: number, more: Omit<Partial<DatabaseOptions>, 'url'>) => Database;
    progress: (sentence: string) => void;
  }): Promise<void>;
  /** Whether dangerous changes ask for the password once more. */
  asksConfirmation: boolean;
  /** Once the server listens; what is returned is stopped with it. */
  enliven(platform: Platform, port: number): Loop;
  /** The fragment of a link by which somebody enters. */
  entrance(db: Database): Promise<string>;
};
