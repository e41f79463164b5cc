import { type Database, row, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Source } from '../rulebook/rulebook.ts';

/** Keeps that a subscription of Amazon SNS was confirmed; nothing when the rule is gone meanwhile. */
export async function noteSubscription(db: Database, { id, name }: Source, topicArn: string): Promise<void> {
  await transaction(db, async (tx) => {
    const noted = await row(
      tx,
      `update source_verifications set subscribed_topic = $2, subscribed_at = evenkeel.now()
       where source_id = $1 returning source_id`,
      [id, topicArn],
    );
    if (noted) await recordEvent(tx, { kind: 'source', sourceId: id, name }, 'source.subscribed', id, { topicArn });
  });
}
