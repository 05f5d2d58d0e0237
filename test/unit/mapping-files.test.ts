import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mappingJsonSchema } from '../../src/mapping/json-schema.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import { advice } from '../../src/mapping/problems.ts'

const root = new URL('../../', import.meta.url)

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

function filesIn(folder: string, ending: string): readonly string[] {
  const names = readdirSync(new URL(folder, root))
  return names.filter(name => name.endsWith(ending)).map(name => folder + name)
}

test('the schema for editors is the one in force (npm run mapping:schema)', () => {
  expect(read('mappings/mapping.schema.json')).toBe(mappingJsonSchema())
})

test.each(filesIn('mappings/', '.yaml'))('%s has no mistakes and names its schema', path => {
  expect(loadMapping(read(path), path)).toMatchObject({ ok: true })
  expect(read(path).split('\n')[0]).toBe('# yaml-language-server: $schema=./mapping.schema.json')
})

describe('every code of a problem', () => {
  const sources = filesIn('src/mapping/', '.ts').filter(path => !path.endsWith('/problems.ts'))
  const code = sources.map(read).join()
  const tests = filesIn('test/unit/', '.test.ts')
    .filter(path => path.includes('/mapping-'))
    .map(read)
    .join()
  const page = read('src/mapping/README.md')
  test.each(Object.keys(advice))('%s is used, tested and explained', name => {
    expect(code).toContain(`'${name}'`)
    expect(tests).toContain(name)
    expect(page).toContain(`\`${name}\``)
  })
})

test('the examples of the page have no mistakes', () => {
  const examples = [...read('src/mapping/README.md').matchAll(/```yaml\n(version: 1\n[^`]*)```/g)]
  expect(examples.length).toBeGreaterThan(0)
  for (const [, text = ''] of examples) expect(loadMapping(text, 'README.md')).toMatchObject({ ok: true })
})
