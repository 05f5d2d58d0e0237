import type { Db } from '../store/database.ts'
import { replaceSealed, sealedPlaces, sealedTexts } from '../store/sealed.ts'
import type { Engine } from './engine.ts'
import { keyIdOf } from './vault.ts'

/** Seals everything that is kept with the key in use. Throws `WrongSecret`, and changes nothing, where a text cannot be opened. */
export async function sealAnew(
  { vault }: Pick<Engine, 'vault'>,
  tx: Db,
): Promise<{ readonly sealed: number; readonly left: number }> {
  let sealed = 0
  let left = 0
  for (const place of sealedPlaces) {
    const old = (await sealedTexts(tx, place)).filter(text => keyIdOf(text) !== vault.keyId)
    for (const text of old)
      if (await replaceSealed(tx, place, text, await vault.seal(await vault.open(text)))) sealed += 1
    left += (await sealedTexts(tx, place)).filter(text => keyIdOf(text) !== vault.keyId).length
  }
  return { sealed, left }
}
