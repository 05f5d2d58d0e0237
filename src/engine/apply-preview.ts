import { sides } from '../core/value.ts'
import { connectionById } from '../store/connections.ts'
import type { Db } from '../store/database.ts'
import { writeJournal } from '../store/journal.ts'
import { previewDifferences } from '../store/preview-reading.ts'
import { type Preview, previewOutcome } from '../store/previews.ts'
import type { Engine } from './engine.ts'
import { engineOn } from './preview-desk.ts'
import { mappingOn } from './verbs/mapping-on.ts'

/** Switches the mapping on, if what it would do is still what somebody looked at and wanted done. */
export async function applyPreview(engine: Engine, tx: Db, preview: Preview): Promise<void> {
  if (preview.applies === null) return
  const [changed] = await previewDifferences(tx, preview.applies, preview.id, 1)
  await previewOutcome(tx, preview.id, changed ? 'changed' : 'applied')
  if (changed) return
  const [crm, pm] = await Promise.all(sides.map(side => connectionById(tx, preview[side])))
  if (!crm || !pm) throw new Error('A connection is not there any more.')
  const actor = { name: preview.by, role: 'admin' } as const
  const ask = { text: preview.text, file: preview.name, crm: crm.name, pm: pm.name }
  const mapping = await mappingOn.act({ engine: engineOn(engine, tx), tx, actor, concerns: () => {} }, ask)
  const { text: _, ...told } = ask
  const data = { verb: mappingOn.name, by: preview.by, ask: { ...told, preview: preview.applies } }
  await writeJournal(tx, mapping.id, [{ pair: null, key: null, kind: 'asked', data }])
}
