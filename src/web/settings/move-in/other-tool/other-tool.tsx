import { Button, Checkbox, FileButton, Radio } from '@mantine/core';
import { useState } from 'react';
import { type MovableTool, movableTools } from '../../../../contract/move-in/conversion.ts';
import { useMay } from '../../../data/session.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Section } from '../../../ui/screen/section.tsx';
import { largestExport, loadMove, type Move, UnreadableExport } from './load-move.ts';
import { MovePlan } from './move-plan.tsx';
import styles from './other-tool.module.css';
import { tools } from './tools.ts';

const title = 'People, schedules and policies';

/** What another tool is set up with: the plan, what is different, and the proof. */
export function OtherTool() {
  const mayApply = useMay('configuration.apply');
  const [tool, setTool] = useState<MovableTool>('opsgenie');
  if (!mayApply)
    return (
      <Section title={title}>
        <p className="muted">Moving people, schedules and policies in needs the permission configuration.apply.</p>
      </Section>
    );
  return (
    <Section title={title}>
      <Radio.Group label="Tool" value={tool} onChange={(value) => setTool(value as MovableTool)}>
        <div className={styles.tools}>
          {movableTools.map((value) => (
            <Radio key={value} value={value} label={tools[value].title} />
          ))}
        </div>
      </Radio.Group>
      <Export key={tool} tool={tool} />
    </Section>
  );
}

function Export({ tool }: { tool: MovableTool }) {
  const [file, setFile] = useState<File | null>(null);
  const [addOnly, setAddOnly] = useState(false);
  const [move, setMove] = useState<Move | null>(null);
  const [isReading, setReading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const load = async (chosen: File | null, adding: boolean) => {
    if (!chosen) return;
    setFile(chosen);
    setFailure(null);
    setMove(null);
    setReading(true);
    try {
      setMove(await loadMove(tool, chosen, adding));
    } catch (error) {
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  const { what, accept } = tools[tool];
  return (
    <>
      <p className="muted">
        {what} Up to {largestExport}. Nothing is changed before you apply the plan, and nothing is ever deleted.
      </p>
      <div className={styles.buttons}>
        <FileButton accept={accept} onChange={(chosen) => load(chosen, addOnly)}>
          {(props) => (
            <Button {...props} variant={file ? 'default' : 'filled'} loading={isReading}>
              {file ? 'Choose another export' : 'Choose an export'}
            </Button>
          )}
        </FileButton>
        <Checkbox
          label="Leave what is here already as it is"
          checked={addOnly}
          onChange={({ currentTarget: { checked } }) => {
            setAddOnly(checked);
            void load(file, checked);
          }}
        />
      </div>
      {isReading && <LoadingRows rows={4} label="Making the plan" />}
      {failure instanceof UnreadableExport ? (
        <p role="alert">{failure.message}</p>
      ) : (
        failure !== null && <ErrorState error={failure} retry={() => load(file, addOnly)} />
      )}
      {move && <MovePlan key={move.plan.planHash} move={move} reload={() => load(file, addOnly)} />}
    </>
  );
}
