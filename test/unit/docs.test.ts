import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

const inFolders = ['src', 'connectors', 'mappings', 'test'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
)
const pages = [...readdirSync(root), ...inFolders].filter(path => path.endsWith('.md'))

test.each(pages)('%s points to nothing that is not there', page => {
  const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)#]+)/g)].map(
    ([, target = '']) => target,
  )
  expect(targets.filter(target => !existsSync(join(root, dirname(page), target)))).toEqual([])
})

function variablesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort()
}

test('README.md lists every setting, and no other', () => {
  const listed = variablesIn(read('README.md'), /^\| `([A-Z_]+)` \|/gm)
  expect(listed).toEqual(variablesIn(read('src/cli/environment.ts'), /^ {2}([A-Z_]+): z?/gm))
})

test('README.md names no script that package.json does not have', () => {
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'))
  const named = ['README.md', 'CONTRIBUTING.md'].flatMap(page =>
    variablesIn(read(page), /npm run ([a-z:]+)/g).filter(name => !(name in scripts)),
  )
  expect(named).toEqual([])
})
