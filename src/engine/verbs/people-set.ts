import { setPerson } from '../../store/people.ts'
import { mappingNamed } from './asked-for.ts'
import { personAnswer, personAsk, personRow, wakeForPeople } from './person-asked.ts'
import { defineVerb } from './verb.ts'

/** Says who is whom; or who stands for nobody, or for anybody without a counterpart. It counts before addresses do. */
export const peopleSet = defineVerb({
  name: 'people.set',
  title: 'Say who is whom',
  roles: ['admin'],
  changes: true,
  ask: personAsk,
  answer: personAnswer,
  async act(desk, { mapping: name, ...typed }) {
    const mapping = await mappingNamed(desk.tx, name)
    const row = await personRow(desk, mapping, typed)
    await setPerson(desk.tx, mapping.id, row, desk.actor.name)
    await wakeForPeople(desk, mapping)
    return row
  },
})
