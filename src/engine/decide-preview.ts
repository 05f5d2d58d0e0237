import { type PairPolicy, pairNames } from '../core/policy.ts'
import type { RuleTrial } from '../core/rule-trial.ts'
import { sides } from '../core/value.ts'
import { type Db, inTransaction } from '../store/database.ts'
import type { Claim } from '../store/dirty.ts'
import { insertLinks } from '../store/links.ts'
import {
  countAsPulled,
  giveWay,
  keptRows,
  learnSizes,
  linkIdsAfter,
  type Preview,
  type PreviewLine,
} from '../store/previews.ts'
import type { PassDesk } from './desk.ts'
import type { Engine } from './engine.ts'
import { linkKey, newcomerKey } from './keys.ts'
import { openKeys } from './open-keys.ts'
import { planLinks, readsOfLinks } from './plan-links.ts'
import { planNewcomers, readsOfNewcomers } from './plan-newcomers.ts'
import { entitiesOn, policyOfMapping } from './policies.ts'
import { engineOn, type PreviewSides, previewDesk } from './preview-desk.ts'
import { lineOfLink, lineOfNewcomer, newLinkOf } from './preview-lines.ts'
import { takeNote } from './pull.ts'
import { readRows } from './reading.ts'
import { addTried, nothingTried, type TriedSoFar, trialOf, tryRules } from './try-rules.ts'
import { mappingNamed } from './verbs/asked-for.ts'
import { mappingOn } from './verbs/mapping-on.ts'
import { operator } from './verbs/verb.ts'

/** What a page costs besides its rows is paid for so many. */
const pageSize = 500

/** Is told the lines of what a mapping would do, as they are found out. */
export type HearLines = (lines: readonly PreviewLine[]) => Promise<void>

class TakenBack extends Error {
  readonly trial: RuleTrial | null

  constructor(trial: RuleTrial | null) {
    super('A preview is taken back.')
    this.trial = trial
  }
}

/**
 * Decides everything that a mapping would decide once it has read both sides: by the code that does it, in a transaction
 * that switches it on, takes note of the rows, and is taken back whole. No vendor is asked, and nothing of it stays behind.
 * Answers what the mapping's rules say to what was done of late.
 */
export async function decidePreview(
  engine: Engine,
  preview: Preview,
  both: PreviewSides,
  hear: HearLines,
): Promise<RuleTrial | null> {
  try {
    await inTransaction(engine.pool, async tx => {
      await giveWay(tx)
      throw new TakenBack(await decidedOn(engine, tx, preview, both, hear))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.trial
    throw error
  }
  return null
}

async function decidedOn(
  engine: Engine,
  tx: Db,
  preview: Preview,
  both: PreviewSides,
  hear: HearLines,
): Promise<RuleTrial | null> {
  const { name, text } = preview
  const [crm, pm] = [both.crm.connection, both.pm.connection]
  const verbDesk = { engine: engineOn(engine, tx), tx, actor: operator('preview'), concerns: () => {} }
  await mappingOn.act(verbDesk, { text, file: name, crm: crm.name, pm: pm.name })
  const mapping = await mappingNamed(tx, name)
  const policy = await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)
  const desk = previewDesk(engine, tx, preview.id, both, mapping, policy)
  for (const side of sides)
    for (const entity of ['user', ...entitiesOn(policy, side)])
      await noteRows(desk, tx, preview.id, side, entity)
  await countAsPulled(tx, [crm.id, pm.id])
  const found: Found = { hear, tried: nothingTried }
  for (const pair of pairNames) {
    const section = policy.pairs[pair]
    if (section) await decidePair(desk, tx, preview.id, section, found)
  }
  return trialOf(desk, found.tried)
}

interface Found {
  readonly hear: HearLines
  tried: TriedSoFar
}

/** What the first pull of a mapping does with a page. */
async function noteRows(
  desk: PassDesk,
  tx: Db,
  preview: string,
  side: 'crm' | 'pm',
  entity: string,
): Promise<void> {
  const { connection, connector } = desk[side]
  const noted = { connection, connector, chore: { entity, since: null, doneOnce: false } }
  for await (const rows of pagesOf(tx, { preview, side, entity }))
    await takeNote(tx, noted, { rows, gone: [], next: null })
}

async function* pagesOf(tx: Db, of: Parameters<typeof keptRows>[1]) {
  for (let after = ''; ; ) {
    const rows = await keptRows(tx, of, after, pageSize)
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.id ?? ''
  }
}

/** Rows without a link first: those that would be linked are then compared like all others. */
async function decidePair(
  desk: PassDesk,
  tx: Db,
  preview: string,
  pair: PairPolicy,
  found: Found,
): Promise<void> {
  let pages = 0
  for (const side of sides)
    for await (const rows of pagesOf(tx, { preview, side, entity: pair.entity[side] })) {
      pages += 1
      if (pages > 1 && isPowerOfFour(pages)) await learnSizes(tx)
      const keys = rows.map(row => newcomerKey(pair.name, side, row.id))
      await decideKeys(desk, tx, keys, found)
    }
  for (let after = '0'; ; ) {
    const ids = await linkIdsAfter(tx, desk.mapping.id, pair.name, after, pageSize)
    await decideKeys(desk, tx, ids.map(linkKey), found)
    if (ids.length < pageSize) return
    after = ids.at(-1) ?? after
  }
}

function isPowerOfFour(count: number): boolean {
  return Number.isInteger(Math.log2(count) / 2)
}

async function decideKeys(desk: PassDesk, tx: Db, keys: readonly string[], found: Found): Promise<void> {
  if (keys.length === 0) return
  const opened = await openKeys(desk, keys.map(claimOf))
  const rows = await readRows(desk, [...readsOfLinks(opened.links), ...readsOfNewcomers(opened.newcomers)])
  const links = await planLinks(desk, opened.links, rows)
  const newcomers = await planNewcomers(desk, opened.newcomers, rows)
  await insertLinks(tx, desk.mapping.id, newcomers.flatMap(newLinkOf))
  await found.hear([...links.map(lineOfLink), ...newcomers.map(lineOfNewcomer)])
  found.tried = addTried(found.tried, await tryRules(desk, links))
}

function claimOf(key: string): Claim {
  return {
    key,
    version: '0',
    attempts: 0,
    suspect: false,
    live: false,
    hinted: false,
    again: 'write',
    dueMs: 0,
  }
}
