import type { Db } from '../store/database.ts'
import { type SealedPlace, sealedPlaces, sealedTexts } from '../store/sealed.ts'
import type { Engine } from './engine.ts'
import { keyIdOf } from './vault.ts'

export interface SealedKept {
  /** The id of the key that they were sealed with. */
  readonly key: string
  readonly of: SealedPlace
  readonly count: number
  readonly isReadable: boolean
}

/** What is sealed in the database, by what it is and by its key. */
export async function sealedKept({ vault }: Pick<Engine, 'vault'>, db: Db): Promise<SealedKept[]> {
  const kept: SealedKept[] = []
  for (const of of sealedPlaces)
    for (const [key, texts] of Map.groupBy(await sealedTexts(db, of), keyIdOf))
      kept.push({ key, of, count: texts.length, isReadable: await areReadable(vault, texts) })
  return kept
}

async function areReadable(vault: Engine['vault'], texts: readonly string[]): Promise<boolean> {
  const opened = await Promise.allSettled(texts.map(text => vault.open(text)))
  return opened.every(({ status }) => status === 'fulfilled')
}
