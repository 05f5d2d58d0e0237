import { describe, expect, test } from 'vitest'
import { mappingCheck } from '../../src/engine/verbs/mapping-check.ts'
import { mappingOn } from '../../src/engine/verbs/mapping-on.ts'
import { mappingShow } from '../../src/engine/verbs/mapping-show.ts'
import { mappingVersion } from '../../src/engine/verbs/mapping-version.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const { engine } = await pocketEngine()
const show = () => perform(engine, mappingShow, operator(), { mapping: 'pockets' })
const check = (text: string, more: object = {}) =>
  perform(engine, mappingCheck, operator(), { text, ...more })

test('a mapping says in plain words what it means', async () => {
  const { means, problems, connections } = await show()
  expect(problems).toEqual([])
  expect(connections).toEqual({ crm: 'crm', pm: 'pm' })
  const tasks = means.find(one => one.pair === 'tasks')?.says ?? []
  expect(tasks).toContain('Kept the same on both sides: Title, The note (Remarks).')
  expect(tasks).toContain('When both sides edited the same of Title, The note, pocket-crm wins.')
  expect(tasks).toContain(
    'When one of the two is deleted, the two are let go of each other; nothing is deleted.',
  )
  expect(means.find(one => one.pair === 'accounts')?.says[1]).toContain('linked by themselves')
})

describe('checking', () => {
  test('every mistake is at its line', async () => {
    const text = pocketMapping().replace('crm: note', 'crm: nte').replace('tie: crm }', 'tie: nobody }')
    const { problems, name } = await check(text)
    expect(name).toBeNull()
    const wrong = text.split('\n').findIndex(line => line.includes('tie: nobody')) + 1
    expect(problems.map(one => one.line)).toContain(wrong)
  })

  test('the fields of the accounts count where the connections are named', async () => {
    const { problems } = await check(pocketMapping().replace('crm: note', 'crm: nte'), {
      crm: 'crm',
      pm: 'pm',
    })
    expect(problems).toMatchObject([{ code: 'mapping/unknown-field', line: expect.any(Number) }])
  })

  test('what counts as won is said, also where nothing is made by itself', async () => {
    const { means } = await check(
      pocketMapping().replace(
        'fields: [{ crm: title, pm: name }]',
        'when: { stage: Won }, fields: [{ crm: title, pm: name }]',
      ),
    )
    expect(means?.find(one => one.pair === 'deals')?.says).toContain(
      'It is offered to them when Stage is Won.',
    )
  })

  test('a text without mistakes says what it means', async () => {
    const checked = await check(pocketMapping())
    expect(checked).toMatchObject({ name: 'pockets', problems: [] })
    expect(checked.means).toHaveLength(3)
  })
})

test('each text it was switched on with is kept once, with who did it, and compared line by line', async () => {
  const ask = { file: 'pockets.yaml', crm: 'crm', pm: 'pm' }
  const other = pocketMapping().replace('pm: note, tie: crm', 'pm: note, tie: pm')
  for (const text of [other, other]) await perform(engine, mappingOn, operator('Ada Sync'), { ...ask, text })
  const { versions, text } = await show()
  expect(text).toBe(other)
  expect(versions.map(one => one.by)).toEqual(['Ada Sync', 'command line'])
  const past = await perform(engine, mappingVersion, operator(), {
    mapping: 'pockets',
    version: versions[1]?.id ?? '',
  })
  expect(past.text).toBe(pocketMapping())
  expect(past.changes.filter(one => one.is !== 'same')).toEqual([
    { is: 'gone', line: '    - { crm: note, pm: note, tie: crm }' },
    { is: 'new', line: '    - { crm: note, pm: note, tie: pm }' },
  ])
  await expect(
    perform(engine, mappingVersion, operator(), { mapping: 'pockets', version: '999' }),
  ).rejects.toMatchObject({ code: 'verb/not-found' })
})
