import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { listServices } from '../../../../contract/directory/services.ts';
import { listIncidentImports } from '../../../../contract/learn/past-incidents.ts';
import type { PastSettings } from '../../../../domain/move-in/past/convert.ts';
import { type PastFile, readPastFile, UnreadableFile } from '../../../../domain/move-in/past/records.ts';
import { changedBy, type KnownService } from '../../../../domain/move-in/past/settings.ts';
import { api } from '../../../data/api.ts';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import styles from '../move-in.module.css';
import { FileChoices } from './file-choices.tsx';

export type OpenedFile = {
  name: string;
  file: PastFile;
  services: KnownService[];
  /** As the last import of this source was read. */
  earlier: Partial<PastSettings>;
};

/** Reads a file in the browser, and asks what it does not say. */
export function ImportFile() {
  const [opened, setOpened] = useState<OpenedFile | null>(null);
  const [isReading, setReading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const open = async (chosen: File | null) => {
    if (!chosen) return;
    setFailure(null);
    setReading(true);
    try {
      setOpened(await openFile(chosen));
    } catch (error) {
      setOpened(null);
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <div className={styles.buttons}>
        <FileButton accept=".csv,.json,text/csv,application/json" onChange={open}>
          {(props) => (
            <Button {...props} variant={opened ? 'default' : 'filled'} loading={isReading}>
              {opened ? 'Choose another file' : 'Choose a file'}
            </Button>
          )}
        </FileButton>
        {opened && (
          <Button variant="default" onClick={() => setOpened(null)}>
            Close {opened.name}
          </Button>
        )}
      </div>
      {failure instanceof UnreadableFile ? (
        <p role="alert">{failure.message}</p>
      ) : (
        failure !== null && <ErrorState error={failure} />
      )}
      {opened && <FileChoices key={opened.name} opened={opened} close={() => setOpened(null)} />}
    </>
  );
}

async function openFile(chosen: File): Promise<OpenedFile> {
  const file = readPastFile(await chosen.text());
  const services = await allServices();
  const { source } = changedBy(file, services, {}, {}).settings;
  const { items } = await api.call(listIncidentImports, { query: { source, limit: 1 } });
  const earlier = { ...(items[0]?.settings as Partial<PastSettings> | undefined), source };
  return { name: chosen.name, file, services, earlier };
}

async function allServices(): Promise<KnownService[]> {
  const found: KnownService[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(listServices, { query: { limit: 200, cursor } });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < 10_000);
  return found;
}
