import { Button } from '@mantine/core';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { readSourceSetup, type Source } from '../../../contract/detect/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { CodeBlock } from '../../ui/text/copy-field.tsx';
import styles from './first-screen.module.css';
import { sendTestAlert, testCommand } from './test-alert.ts';

type SendStepProps = { source: Source | undefined; maySend: boolean; isRinging: boolean };

/** Sends through the source as any sender would, from here or from a terminal. */
export function SendStep({ source, maySend, isRinging }: SendStepProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const setup = useEndpoint(readSourceSetup, { params: { id: source?.id ?? 0 } }, { enabled: source !== undefined });
  if (!maySend) return <p className="muted">Ask an admin to send a test alert from a source’s screen.</p>;
  if (!source) {
    return (
      <p className="muted">
        There is no webhook source to send it to. <a href={paths.newSource()}>Add a source</a>
      </p>
    );
  }
  const send = async () => {
    setProblem(null);
    setBusy(true);
    try {
      await sendTestAlert(source.id);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const address = setup.data?.endpoints[0]?.url;
  return (
    <>
      <div className={styles.buttons}>
        <Button
          size={isRinging ? 'sm' : 'lg'}
          variant={isRinging ? 'default' : 'filled'}
          leftSection={<Send size={18} />}
          loading={isBusy}
          onClick={send}
        >
          {isRinging ? 'Send another one' : 'Send a test alert'}
        </Button>
      </div>
      <p className="muted">
        {isRinging ? 'Sent' : 'Goes'} to <a href={paths.source(source.id)}>{source.name}</a>, as your monitoring will.
        {!isRinging && ' Or from a terminal:'}
      </p>
      {address && !isRinging && <CodeBlock label="Command" code={testCommand(address)} />}
      {problem !== null && <ErrorState error={problem} retry={() => void send()} />}
    </>
  );
}
