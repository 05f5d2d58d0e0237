import type { Lens } from '../core/lens.ts'
import { momentLens } from '../core/lenses/moment.ts'
import { moneyLens } from '../core/lenses/money.ts'
import { peopleLens, personLens } from '../core/lenses/people.ts'
import { dateLens, flagLens, numberLens } from '../core/lenses/plain.ts'
import type { Form } from '../core/lenses/rich-text.ts'
import { richTextLens } from '../core/lenses/rich-text.ts'
import { linkedLens } from '../core/lenses/table.ts'
import { textLens } from '../core/lenses/text.ts'
import type { PairName } from '../core/policy.ts'
import { mayFlow, pairNames } from '../core/policy.ts'
import { sides } from '../core/value.ts'
import type { FieldSpec, FieldType } from '../spi/connector.ts'
import { bindTable } from './bind-table.ts'
import type { LensAsk } from './lens-ask.ts'
import { refuseLens } from './lens-ask.ts'

/** How values of the one field become values of the other: as the file says, else by the types. Null after telling why not. */
export function chooseLens(ask: LensAsk): Lens | null {
  const { as } = ask.row
  if (as === 'person') return lensOfPeople(ask)
  if (as === 'rich-text') return isTexts(ask) ? textBetween(ask) : noLens(ask)
  return as === undefined ? lensByTypes(ask) : bindTable(ask, as)
}

function lensByTypes(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  if (isPeople(crm) || isPeople(pm)) return lensOfPeople(ask)
  if (crm.type === 'ref' && pm.type === 'ref') return refLens(ask)
  if (isTexts(ask)) return textBetween(ask)
  const plain = plainLenses[crm.type]
  if (crm.type === pm.type && plain) return plain
  if (!isWords(crm) || !isWords(pm)) return noLens(ask)
  return needsTable(ask) ? refuseLens(ask, 'mapping/table-needed') : textBetween(ask)
}

const plainLenses: Readonly<Partial<Record<FieldType, Lens>>> = {
  date: dateLens,
  moment: momentLens,
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

function isTexts({ specs }: LensAsk): boolean {
  return sides.every(side => specs[side].type === 'text' || specs[side].type === 'rich-text')
}

/** Plain on both sides: letter by letter. Where one of them keeps HTML, formatting counts. */
function textBetween({ specs }: LensAsk): Lens {
  const limits = { crm: specs.crm.maxLength, pm: specs.pm.maxLength }
  const forms = { crm: formOf(specs.crm), pm: formOf(specs.pm) }
  return sides.some(side => forms[side] === 'html') ? richTextLens(forms, limits) : textLens(limits)
}

function formOf(spec: FieldSpec): Form {
  return spec.type === 'rich-text' ? 'html' : 'text'
}

function isPeople(spec: FieldSpec): boolean {
  return spec.type === 'person' || spec.type === 'people'
}

function lensOfPeople(ask: LensAsk): Lens | null {
  const { crm, pm } = ask.specs
  if (crm.type !== 'person' || !isPeople(pm)) return noLens(ask)
  return pm.type === 'person' ? personLens : peopleLens
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

/** Several people in the CRM do belong together with people elsewhere, and wait for a lens of the core. */
function noLens(ask: LensAsk): null {
  const isKnownGap = isPeople(ask.specs.crm) && isPeople(ask.specs.pm)
  return refuseLens(ask, isKnownGap ? 'mapping/lens-missing' : 'mapping/types-differ')
}
