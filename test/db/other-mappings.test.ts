import { beforeAll, describe, expect, test } from 'vitest'
import { verbs } from '../../src/engine/verbs/index.ts'
import { type Actor, operator, perform, type Role, type Verb } from '../../src/engine/verbs/verb.ts'
import { pocketEngine } from '../support/pocket-engine.ts'
import { theirAsks, theirMapping } from '../support/their-mapping.ts'

const pockets = await pocketEngine()
const { engine } = pockets

beforeAll(() => theirMapping(pockets))

/** What one gets to hear, with the id that was asked about left out. */
async function told(verb: Verb, actor: Actor, ask: object, id: string): Promise<string> {
  const said = await perform(engine, verb, actor, ask).then(
    answer => JSON.stringify(answer),
    error => String(error),
  )
  return said.replaceAll(id, '…')
}

describe('a record of another mapping is to this one like a record that nobody knows', () => {
  test.each(theirAsks)('%s about %s', async (name, id, ask) => {
    const verb = verbs.find(one => one.name === name)
    if (!verb) throw new Error(`There is no verb ${name}.`)
    const nobodys = `nobodys${id.slice(6)}`
    const said = await told(verb, operator(), ask(id), id)
    expect(said).not.toContain('Secret')
    expect(said).not.toMatch(/TypeError|is missing|has to be|knows no/)
    expect(said).toBe(await told(verb, operator(), ask(nobodys), nobodys))
  })
})

describe('who may not do something is not told whether what they ask about is there', () => {
  const roles: readonly Role[] = ['admin', 'sales', 'viewer']
  const refused = verbs.flatMap(verb =>
    roles.filter(role => !verb.roles.includes(role)).map(role => [verb.name, role] as const),
  )
  test.each(refused)('%s by %s', async (name, role) => {
    const verb = verbs.find(one => one.name === name)
    if (!verb) throw new Error(`There is no verb ${name}.`)
    const by: Actor = { name: 'Vi', role }
    const about = (known: boolean) => {
      const value = known ? 'theirs' : 'nothing'
      return Object.fromEntries(Object.keys(verb.ask.shape).map(key => [key, value]))
    }
    const said = await told(verb, by, about(true), 'theirs')
    expect(said).toContain('is for')
    expect(said).toBe(await told(verb, by, about(false), 'nothing'))
  })
})
