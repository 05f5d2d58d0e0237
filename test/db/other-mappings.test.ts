import { beforeAll, describe, expect, test } from 'vitest'
import { verbs } from '../../src/engine/verbs/index.ts'
import { mappingVersion } from '../../src/engine/verbs/mapping-version.ts'
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

/** What a mapping answers about itself as a whole. */
const wholes = verbs.filter(
  ({ ask, changes }) => !changes && 'mapping' in ask.shape && ask.safeParse({ mapping: 'pockets' }).success,
)

test.each(wholes.map(verb => [verb.name, verb] as const))(
  '%s of a mapping shows nothing of another one',
  async (_, verb) => {
    const said = await told(verb, operator(), { mapping: 'pockets' }, 'pockets')
    expect(said).not.toMatch(/Secret|their-/)
    expect(said).not.toMatch(/TypeError/)
  },
)

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

const names = /^(accounts?|rows?|deals?|tasks?|keys?|ids?|pairs|project|client)$/

test('every question about records of a mapping is asked about those of another one', () => {
  const ofMappings = verbs.filter(verb => 'mapping' in verb.ask.shape)
  const aboutRecords = ofMappings.filter(verb => Object.keys(verb.ask.shape).some(key => names.test(key)))
  const asked = new Set(theirAsks.map(([name]) => name))
  expect(aboutRecords.length).toBeGreaterThan(15)
  expect(aboutRecords.map(({ name }) => name).filter(name => !asked.has(name))).toEqual([])
})

test('a version of another mapping is like one that nobody knows', async () => {
  const { rows } = await engine.pool.query<{ id: string }>(
    `select v.id from mapping_version v join mapping m on m.id = v.mapping where m.name = 'theirs'`,
  )
  const [version = ''] = rows.map(({ id }) => id)
  const said = (id: string) => told(mappingVersion, operator(), { mapping: 'pockets', version: id }, id)
  expect(await said(version)).toContain('has no version')
  expect(await said(version)).toBe(await said('999999'))
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
