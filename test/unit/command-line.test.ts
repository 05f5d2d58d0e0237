import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { exits, meaningOf } from '../../src/cli/command-error.ts'
import { examples } from '../../src/cli/examples.ts'
import { program } from '../../src/cli/program.ts'
import { run } from '../../src/cli/run.ts'
import { ran } from '../support/shell.ts'

const shell = {
  environment: () => {
    throw new Error('Nothing is asked here.')
  },
  output: { say: () => {}, log: () => {} },
  input: async () => '',
  untilStopped: async () => {},
}

function commandsOf(command: Command, path: readonly string[] = []): (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[path.join(' '), command]]
  return command.commands.flatMap(one => commandsOf(one, [...path, one.name()]))
}
const commands = commandsOf(program(shell))
const variables = {}

describe('every command', () => {
  test.each(commands)('%s answers in JSON, is described, and shows an example', async (name, command) => {
    expect(command.description()).not.toBe('')
    expect(command.options.map(option => option.long)).toContain('--json')
    const { out, exit } = await ran([...name.split(' '), '--help'], { variables })
    expect(exit).toBe(0)
    expect(out).toContain(`$ baton ${name}`)
  })

  test('and no other one has examples', () => {
    expect(Object.keys(examples).sort()).toEqual(commands.map(([name]) => name).sort())
  })
})

const lines = Object.entries(examples).flatMap(([name, some]) => some.map(line => [line, name] as const))
test.each(lines)('the example "%s" is understood', async (line, name) => {
  const [typed = ''] = line.split(/ [<>] /)
  const words = [...typed.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word)
  const baton = program(shell)
  let understood: string | null = null
  const acts = (path: string) => () => {
    understood = path
  }
  for (const [path, command] of commandsOf(baton)) command.action(acts(path))
  await baton.parseAsync(words, { from: 'user' })
  expect(understood).toBe(name)
})

test('the commands that were promised are there', () => {
  const promised =
    'start demo sandbox connect connections check doctor mapping sync accounts deals tasks holds journal restore undo users tokens migrate'
  const there = program(shell).commands.map(command => command.name())
  expect(promised.split(' ').filter(name => !there.includes(name))).toEqual([])
  const below = commands.map(([name]) => name)
  for (const name of ['check', 'plan', 'on', 'off', 'diff']) expect(below).toContain(`mapping ${name}`)
})

const nowhere = {
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  BATON_SECRET: 'bm90aGluZyBidXQgMzIgYnl0ZXMgb2YgdGV4dCEhISE=',
}
const ends: readonly (readonly [
  string,
  string,
  Readonly<Record<string, string>>,
  keyof typeof exits,
  string,
])[] = [
  ['help', '--help', {}, 'done', 'Exit codes:'],
  ['an unknown command', 'stroll', {}, 'usage', "unknown command 'stroll'"],
  ['an unknown option', 'start --fast', {}, 'usage', "unknown option '--fast'"],
  ['a missing argument', 'mapping check', {}, 'usage', "missing required argument 'file'"],
  ['a wrong choice', 'start --role cook', {}, 'usage', 'web, worker'],
  [
    'a file that is not there',
    'mapping check nowhere.yaml',
    {},
    'usage',
    'nowhere.yaml cannot be used: there is no such file',
  ],
  ['which Baton it is', '--version', {}, 'done', about.version],
  ['a port that is none', 'sandbox zoho-crm --port many', {}, 'usage', '"many" is no port'],
  ['an unknown connector', 'sandbox nimbus', {}, 'usage', 'There are: '],
  ['no database', 'holds list', {}, 'settings', 'DATABASE_URL: missing'],
  ['no secret', 'holds list', { DATABASE_URL: nowhere.DATABASE_URL }, 'settings', 'BATON_SECRET: missing'],
  [
    'a secret that is too short',
    'holds list',
    { ...nowhere, BATON_SECRET: 'c2hvcnQ=' },
    'settings',
    'BATON_SECRET',
  ],
  ['a setting that is wrong', 'holds list', { BATON_PORT: 'many' }, 'settings', 'BATON_PORT'],
  ['a database that is down', 'holds list', nowhere, 'unreachable', 'The database cannot be reached'],
]
describe('a command ends with its code, and one message', () => {
  test.each(ends)('%s: %s', async (_, line, variables, exit, words) => {
    const told = await ran(line.split(' '), { variables })
    expect(told.exit).toBe(exits[exit])
    expect(told.out + told.err).toContain(words)
    expect(told.err).not.toMatch(/\n\s+at |node_modules|\.ts:\d/)
  })

  const bad = ends.filter(([, , , exit]) => exit !== 'done')
  test.each(bad)('in JSON too: %s', async (_, line, variables, exit, words) => {
    const told = await ran([...line.split(' '), '--json'], { variables })
    expect(told.exit).toBe(exits[exit])
    expect(told.out).toBe('')
    expect(JSON.parse(told.err)).toMatchObject({ error: { code: expect.any(String) } })
    expect(JSON.parse(told.err).error.message).toContain(words)
  })

  test('each code is explained, by the command and in its page', async () => {
    const { out } = await ran(['--help'], { variables })
    for (const words of Object.values(meaningOf)) expect(out).toContain(words)
  })
})

describe('what nobody thought of', () => {
  const broken = (environment: () => never) => {
    const lines: string[] = []
    const output = { say: () => {}, log: (line: string) => void lines.push(line) }
    return { lines, shell: { ...shell, output, environment } }
  }

  test('is one line, and says how to see more', async () => {
    const { lines, shell } = broken(() => {
      throw new TypeError('x is not a function\nand more')
    })
    expect(await run(shell, ['holds', 'list'])).toBe(exits.unexpected)
    expect(lines).toEqual(['x is not a function (unexpected; BATON_LOG_LEVEL=debug shows more)\n'])
  })
})
