import { z } from 'zod'
import { type ListedPerson, listPeople, type PersonRow } from '../../core/people-pairs.ts'
import { allUsers, personRows } from '../../store/people.ts'
import { mappingNamed } from './asked-for.ts'
import { defineVerb } from './verb.ts'

export interface People {
  readonly people: readonly ListedPerson[]
  /** What people said: an empty text is nobody, `*` is whoever has no counterpart. */
  readonly said: readonly PersonRow[]
}

/** Who is whom on the two sides, how that is known, and who needs a look: without counterpart, left, address shared. */
export const peopleList = defineVerb({
  name: 'people.list',
  title: 'Show who is whom',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), trouble: z.boolean().default(false) }),
  async act({ tx }, { mapping: name, trouble }): Promise<People> {
    const { id, crm, pm } = await mappingNamed(tx, name)
    const said = await personRows(tx, id)
    const people = listPeople(await allUsers(tx, { crm, pm }), said)
    return { people: people.filter(one => !trouble || one.trouble !== null), said }
  },
})
