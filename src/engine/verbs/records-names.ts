import { z } from 'zod'
import { namedLinks, namedRows } from '../../store/record-names.ts'
import { isKey, readKey } from '../keys.ts'
import { mappingNamed } from './asked-for.ts'
import { pairName } from './shapes.ts'
import { defineVerb } from './verb.ts'

const namedRecord = z.strictObject({
  key: z.string(),
  pair: pairName,
  name: z.string().nullable(),
  /** Null: it has no counterpart there. */
  ids: z.strictObject({ crm: z.string().nullable(), pm: z.string().nullable() }),
})

/** What the records are called that entries of the journal, questions and keys are about; what is gone is left out. */
export const recordsNames = defineVerb({
  name: 'records.names',
  title: 'Say what records are called',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), keys: z.array(z.string().max(400)).max(500) }),
  answer: z.array(namedRecord).readonly(),
  async act({ tx }, { mapping: name, keys }) {
    const { id } = await mappingNamed(tx, name)
    const read = [...new Set(keys)].filter(isKey).map(key => ({ key, of: readKey(key) }))
    const links = read.flatMap(({ key, of }) =>
      of.is === 'newcomer' ? [] : [{ key, link: of.is === 'link' ? of.id : of.link }],
    )
    const rows = read.flatMap(({ key, of }) => (of.is === 'newcomer' ? [{ key, ...of }] : []))
    return [...(await namedLinks(tx, id, links)), ...(await namedRows(tx, id, rows))]
  },
})
