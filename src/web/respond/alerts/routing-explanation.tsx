import styles from '../../detect/alerts/story.module.css';
import { failedWords } from '../../detect/condition-words.ts';
import { paths } from '../../paths.ts';
import { Glyph, type GlyphName } from '../../ui/screen/glyphs.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import type { AlertStory } from './story.ts';

type Explanation = AlertStory['explanation'][number];

const glyphs: Record<Explanation['result'], GlyphName> = {
  taken: 'check',
  failed: 'slash',
  disabled: 'square',
  'not-reached': 'ring',
};

/** Which route decided about an alert, and why the ones before it did not. */
export function RoutingExplanation({ alert }: { alert: AlertStory }) {
  const taken = alert.explanation.find(({ result }) => result === 'taken');
  const reached = alert.explanation.filter(({ result }) => result !== 'not-reached');
  const notReached = alert.explanation.length - reached.length;
  return (
    <Panel title="Why it was routed here">
      <p>
        {taken
          ? `The route “${taken.name}” decided.`
          : alert.explanation.length > 0
            ? 'No route matched, so the source’s service was used.'
            : 'There were no routes, so the source’s service was used.'}
        {alert.serviceName === null && ' It belongs to no service.'}
      </p>
      {reached.length > 0 && (
        <ol className={styles.routes}>
          {reached.map((one) => (
            <li key={one.routeId}>
              <span data-result={one.result}>
                <Glyph name={glyphs[one.result]} />
              </span>
              <span>
                <a href={paths.routes()}>{one.name}</a>: {resultWords(one)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {notReached > 0 && (
        <p className="muted">
          {notReached === 1 ? 'One more route was' : `${notReached} more routes were`} not checked: the first match
          decides.
        </p>
      )}
    </Panel>
  );
}

function resultWords({ result, failed }: Explanation): string {
  if (result === 'taken') return 'all its conditions matched.';
  if (result === 'disabled') return 'disabled.';
  return failed ? `${failedWords(failed)}.` : 'it did not match.';
}
