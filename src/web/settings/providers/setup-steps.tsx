import type { ProviderKind } from '../../../contract/respond/providers.ts';
import { WithCode } from '../../directory/channels/described-fields.tsx';
import { CodeBlock } from '../../ui/text/copy-field.tsx';
import styles from './providers.module.css';

/** How to set a provider up, with what is to be pasted. */
export function SetupSteps({ steps }: { steps: ProviderKind['steps'] }) {
  return (
    <ol className={styles.steps}>
      {steps.map(({ title, text, code }, index) => (
        <li key={title} className={styles.step}>
          <h3>
            {index + 1}. {title}
          </h3>
          <p>
            <WithCode text={text} />
          </p>
          {code && <CodeBlock label={title} code={code} />}
        </li>
      ))}
    </ol>
  );
}
