import { newCode } from './oauth.ts'
import { type Deeds, type Desk, textField } from './person-desk.ts'
import type { Fields } from './rows.ts'

/** The API console's Self Client: `{ scope, minutes? }` gives a code to paste, for three minutes unless told. */
function addCode({ world, fields }: Desk): Fields {
  const scope = textField(fields, 'scope')
  return { code: newCode(world, scope, '', Number(fields.minutes ?? 3) * 60) }
}

export const selfClientDeeds: Readonly<Record<string, Deeds>> = { 'Self Client': { add: addCode } }
