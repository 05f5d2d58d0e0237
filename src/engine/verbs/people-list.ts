import { z } from 'zod'
import { listPeople } from '../../core/people-pairs.ts'
import { allUsers, personRows } from '../../store/people.ts'
import { mappingNamed } from './asked-for.ts'
import { personAnswer } from './person-asked.ts'
import { side } from './shapes.ts'
import { defineVerb } from './verb.ts'

const listedPerson = z.strictObject({
  side,
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  partners: z.array(z.string()).readonly(),
  how: z.enum(['said', 'e-mail', 'stand-in', 'none']),
  trouble: z.enum(['has-left', 'shared-address', 'no-counterpart']).nullable(),
})
const people = z.strictObject({
  people: z.array(listedPerson).readonly(),
  said: z.array(personAnswer).readonly(),
})

/** Who is whom on the two sides, how that is known, and who needs a look: without counterpart, left, address shared. */
export const peopleList = defineVerb({
  name: 'people.list',
  title: 'Show who is whom',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), trouble: z.boolean().default(false) }),
  answer: people,
  async act({ tx }, { mapping: name, trouble }) {
    const { id, crm, pm } = await mappingNamed(tx, name)
    const said = await personRows(tx, id)
    const people = listPeople(await allUsers(tx, { crm, pm }), said)
    return { people: people.filter(one => !trouble || one.trouble !== null), said }
  },
})
