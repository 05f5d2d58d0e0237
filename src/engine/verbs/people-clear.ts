import { clearPerson } from '../../store/people.ts'
import { mappingNamed } from './asked-for.ts'
import { personAnswer, personAsk, personRow, wakeForPeople } from './person-asked.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Takes back what was said of who is whom; e-mail addresses count again. */
export const peopleClear = defineVerb({
  name: 'people.clear',
  title: 'Take back who is whom',
  roles: ['admin'],
  changes: true,
  ask: personAsk,
  answer: personAnswer,
  async act(desk, { mapping: name, ...typed }) {
    const mapping = await mappingNamed(desk.tx, name)
    const row = await personRow(desk, mapping, typed)
    if (!(await clearPerson(desk.tx, mapping.id, row)))
      throw new VerbError('verb/not-found', `Nobody said that "${typed.crm}" is "${typed.pm}".`)
    await wakeForPeople(desk, mapping)
    return row
  },
})
