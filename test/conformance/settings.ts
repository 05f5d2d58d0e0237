import type { Conformance, Connector, Exception } from '#spi'
import { loadSandbox } from '../../src/engine/registry.ts'
import { loadConformance } from './folder.ts'

/** A switch of a box at another value than the one it starts with. */
export interface Setting {
  readonly name: string
  readonly value: string
  readonly exceptions: readonly Exception[]
}

/** Every value, besides the first, of every switch that has a list of them, where Baton has what it needs to work. */
export async function settingsOf({ name }: Connector): Promise<readonly Setting[]> {
  const [conformance, { switches }] = [await loadConformance(name), await loadSandbox(name)]
  const all = Object.entries(switches()).flatMap(([each, { can }]) =>
    (can ?? []).slice(1).map(value => ({ name: each, value })),
  )
  unknownAreErrors(
    conformance,
    all.map(({ name: each, value }) => `${each}: ${value}`),
  )
  return all
    .map(each => ({ ...each, at: `${each.name}: ${each.value}` }))
    .filter(({ at }) => conformance.unfit?.[at] === undefined)
    .map(({ at, ...each }) => ({ ...each, exceptions: conformance.exceptions?.[at] ?? [] }))
}

function unknownAreErrors({ unfit = {}, exceptions = {} }: Conformance, all: readonly string[]): void {
  const unknown = [...Object.keys(unfit), ...Object.keys(exceptions)].filter(each => !all.includes(each))
  if (unknown.length > 0) throw new Error(`The box has no such settings: ${unknown.join(', ')}.`)
}
