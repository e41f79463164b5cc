import { Button } from '@mantine/core';
import { getSourceMapping } from '../../../contract/detect/mapping.ts';
import type { Source } from '../../../contract/detect/sources.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { Time } from '../../ui/time/time.tsx';
import sourceStyles from '../sources/sources.module.css';
import styles from './mapping.module.css';
import { ruleRows, ruleWords } from './rule-values.ts';

/** Says how much of what this source sent was dropped by rules: nothing of it has become an alert. */
export function DropNotice({ source: { id, droppedCount, lastDroppedAt } }: { source: Source }) {
  if (droppedCount === 0 || lastDroppedAt === null) return null;
  return (
    <div className={sourceStyles.refused} role="status">
      <Glyph name="slash" size={16} />
      <strong>
        {droppedCount === 1 ? '1 signal was dropped' : `${countText(droppedCount)} signals were dropped`} by its
        mapping, most recently <Time at={lastDroppedAt} />
      </strong>
      <span>
        No alert came of {droppedCount === 1 ? 'it' : 'them'}. The last ones are below under “Dropped”.{' '}
        <a href={paths.sourceMapping(id)}>Mapping</a>
      </span>
    </div>
  );
}

/** The rules in words, and the way to change them. */
export function MappingPanel({ source }: { source: Source }) {
  const mayManage = useMay('sources.manage');
  const { data, error, refetch } = useEndpoint(getSourceMapping, { params: { id: source.id } });
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const rules = ruleRows(data.rules);
  return (
    <Section
      title="Mapping"
      actions={
        <Button component="a" variant="default" href={paths.sourceMapping(source.id)}>
          {mayManage ? (rules.length === 0 ? 'Add rules' : 'Edit rules') : 'Show rules'}
        </Button>
      }
    >
      {rules.length === 0 ? (
        <p className="muted">
          No rules: signals become alerts as the sender says them. Rules can set fields, extract labels, look up owners
          and drop noise.
        </p>
      ) : (
        <ol className={styles.readOnly}>
          {rules.map((rule) => (
            <li key={rule.row}>{ruleWords(rule)}</li>
          ))}
        </ol>
      )}
    </Section>
  );
}
