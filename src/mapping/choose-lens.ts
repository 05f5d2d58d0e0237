import type { Lens } from '../core/lens.ts'
import { dateLens, flagLens, numberLens } from '../core/lenses/plain.ts'
import { linkedLens } from '../core/lenses/table.ts'
import { textLens } from '../core/lenses/text.ts'
import type { PairName } from '../core/policy.ts'
import { mayFlow, pairNames } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import type { FieldSpec, FieldType } from '../spi/connector.ts'
import { bindTable } from './bind-table.ts'
import type { LensAsk } from './lens-ask.ts'
import { refuseLens } from './lens-ask.ts'
import { moneyLens } from './lenses/money.ts'

/** How values of the one field become values of the other: as the file says, else by the types. Null after telling why not. */
export function chooseLens(ask: LensAsk): Lens | null {
  const { as } = ask.row
  if (as === 'person') return personLens(ask)
  if (as === 'rich-text') return richTextLens(ask)
  return as === undefined ? lensByTypes(ask) : bindTable(ask, as)
}

function lensByTypes(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  if (crm.type === 'person' || pm.type === 'person') return personLens(ask)
  if (crm.type === 'ref' && pm.type === 'ref') return refLens(ask)
  const plain = plainLenses[crm.type]
  if (crm.type === pm.type && plain) return plain
  if (!isWords(crm) || !isWords(pm)) return noLens(ask)
  return needsTable(ask) ? refuseLens(ask, 'mapping/table-needed') : textBetween(ask)
}

const plainLenses: Readonly<Partial<Record<FieldType, Lens>>> = {
  date: dateLens,
  flag: flagLens,
  number: numberLens,
  money: moneyLens,
}

/** A word that arrives in a field of choices has to be one of them, and only a table knows which. */
function needsTable({ row, specs }: LensAsk): boolean {
  return sides.some(side => specs[side].type === 'choice' && mayFlow(row.flow, side))
}

function isWords(spec: FieldSpec): boolean {
  return spec.type === 'text' || spec.type === 'choice'
}

function textBetween({ specs }: LensAsk): Lens {
  return textLens({ crm: specs.crm.maxLength, pm: specs.pm.maxLength })
}

function personLens(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  return crm.type === 'person' && pm.type === 'person' ? linkedLens('person') : noLens(ask)
}

function richTextLens(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  return crm.type === 'text' && pm.type === 'text' ? textBetween(ask) : noLens(ask)
}

/** References correspond where the rows they name do: to the two kinds of record of one pair. */
function refLens(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  const kind = pairNames.find((name: PairName) => {
    const pair = ask.desk.mapping[name]?.pair
    return pair !== undefined && pair[0] === crm.entity && pair[1] === pm.entity
  })
  return kind === undefined ? noLens(ask) : linkedLens(kind)
}

function noLens(ask: LensAsk): null {
  const { crm, pm } = ask.specs
  return refuseLens(ask, isKnownGap([crm.type, pm.type]) ? 'mapping/lens-missing' : 'mapping/types-differ')
}

/** Kinds of values that do belong together, and wait for a lens of the core. */
function isKnownGap(types: readonly FieldType[]): boolean {
  if (types.includes('rich-text')) return types.every(type => type === 'text' || type === 'rich-text')
  if (types.includes('people')) return types.every(type => type === 'person' || type === 'people')
  return types.every(type => type === 'moment')
}
