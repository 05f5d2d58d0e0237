import { expect, test } from 'vitest'
import { readEnvironment } from '../../src/cli/environment.ts'
import { program } from '../../src/cli/program.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { replaceHolds } from '../../src/store/holds.ts'
import { testDatabase } from '../support/database.ts'
import { ground } from './ground.ts'

const { url, pool } = await testDatabase()
const secret = newMasterKey()
const { mapping } = await ground(pool, 'shop')

/** Runs a command as a person would; answers what it said, also where it then failed. */
async function baton(...line: readonly string[]): Promise<{ said: string; failed: string | null }> {
  const said: string[] = []
  const shell = {
    environment: () => readEnvironment({ DATABASE_URL: url, BATON_SECRET: secret }),
    output: { say: (text: string) => void said.push(text), log: () => {} },
    input: async () => '',
    untilStopped: async () => {},
  }
  const failed = await program(shell)
    .parseAsync([...line], { from: 'user' })
    .then(
      () => null,
      (error: Error) => error.message,
    )
  return { said: said.join('\n'), failed }
}

const question = {
  about: { crm: 'a', pm: 'b' },
  past: { crm: 'c', pm: 'c' },
  options: [
    { choice: 'take' as const, side: 'crm' as const, does: 'It is taken.' },
    { choice: 'leave' as const, does: 'It is left.' },
  ],
}
const hold = { key: 'link:1', field: 'title', code: 'hold/both-changed', detail: 'Both.', question }

test('without questions it says so', async () => {
  expect(await baton('holds', 'list')).toEqual({ said: 'No questions are open.', failed: null })
})

test('a question is shown with its ways to answer, answered, and shown as answered', async () => {
  await replaceHolds(pool, mapping, [hold.key], [{ ...hold, pair: 'tasks', shown: {} }])
  const { said } = await baton('holds', 'list', '--mapping', 'shop')
  expect(said).toContain('crm shows "a" (was "c")')
  expect(said).toContain('> take crm: It is taken.')
  const [{ id }] = JSON.parse((await baton('holds', 'list', '--json')).said).items
  expect(await baton('holds', 'answer', 'take', id, '--side', 'crm')).toEqual({
    said: `Answered: ${id}. A running node takes it now.`,
    failed: null,
  })
  expect((await baton('holds', 'list')).said).toContain('Answered (take)')
})

test('an answer that a question does not take fails, and says which it takes', async () => {
  const [{ id }] = JSON.parse((await baton('holds', 'list', '--json')).said).items
  const { said, failed } = await baton('holds', 'answer', 'delete', id)
  expect(said).toContain('take crm, leave')
  expect(failed).toBe('1 of 1 could not be answered so.')
})
