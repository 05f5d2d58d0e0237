import type { z } from 'zod'
import { type Account, type Facts, type Session, VendorError } from '#spi'
import { appUser, typeDefinition } from './api.ts'
import { read } from './client.ts'
import { type CustomType, customFact, customTypes, keyFact, type Outlook } from './facts.ts'
import { readSettings, siteOf } from './settings.ts'
import { type RecordEntity, types } from './types.ts'

type Definition = NonNullable<z.infer<typeof typeDefinition>>

/** Who we are at which site, what its stages mean, its own fields, and whether records can carry our key. */
export async function check(session: Session): Promise<Account> {
  const { user, settings } = await read(session, { path: '/App/user' }, appUser)
  const facts: [string, string][] = [['timeZone', settings?.timeZone ?? 'UTC']]
  for (const entity of Object.keys(types) as RecordEntity[]) {
    const definition = await define(session, entity)
    facts.push([keyFact(entity), keyState(definition, readSettings(session.settings).keyField)])
    facts.push([customFact(entity), JSON.stringify(custom(session, definition))])
    if (entity === 'deal') facts.push(['stages', JSON.stringify(stages(definition))])
  }
  const found: Facts = Object.fromEntries(facts)
  const identity = siteOf(session.settings)
  const site = identity.replace(/^https:\/\//, '')
  const account = `${site}, as ${user.userName ?? user.name ?? user.id}`
  return { account, identity, userId: user.id, facts: found }
}

/** How a type is made at this site. Of one that our role may not see, EspoCRM shows nothing, or what other types need. */
export async function define(session: Session, entity: RecordEntity): Promise<Definition> {
  const { name } = types[entity]
  const ask = { path: '/Metadata', query: { key: `entityDefs.${name}` } }
  const definition = await read(session, ask, typeDefinition)
  if (definition?.fields.name) return definition
  const message = `The role of Baton's user has no right to ${name}`
  throw new VendorError({ kind: 'forbidden', message }, null)
}

function keyState({ fields }: Definition, keyField: string): string {
  return fields[keyField]?.type === 'varchar' ? 'present' : 'missing'
}

/** EspoCRM's own reports count a stage as won at 100 percent and as lost at 0 (`Opportunity/Utils/StageListProvider`). */
function stages({ fields }: Definition): Readonly<Record<string, Outlook>> {
  const { options, probabilityMap } = fields.stage ?? {}
  const named = (options ?? []).filter(option => typeof option === 'string')
  return Object.fromEntries(named.map(stage => [stage, outlookOf(probabilityMap?.[stage])]))
}

function outlookOf(probability: number | null | undefined): Outlook {
  if (probability === 100) return 'won'
  return probability === 0 ? 'lost' : 'open'
}

/** The site's own fields: custom ones have a name that begins with a small c and a capital. */
function custom(session: Session, { fields }: Definition): Readonly<Record<string, CustomType>> {
  const { keyField, projectField, progressField } = readSettings(session.settings)
  const named = [keyField, projectField, progressField]
  const found = Object.entries(fields).flatMap(([name, field]) => {
    const type = field?.type ?? ''
    return /^c[A-Z]/.test(name) && !named.includes(name) && isCustomType(type) ? [[name, type] as const] : []
  })
  return Object.fromEntries(found)
}

function isCustomType(type: string): type is CustomType {
  return Object.hasOwn(customTypes, type)
}
