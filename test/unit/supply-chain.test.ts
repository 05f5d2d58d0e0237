import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { lockedPackages } from '../support/licences.ts'

const versions = z.record(z.string(), z.string())
const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const packages = lockedPackages()

/** Ask nothing of whoever passes Baton on but their name and text kept. */
const permissive = [
  '(MIT OR EUPL-1.1+)',
  '0BSD',
  'Apache-2.0',
  'BSD-0-Clause',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT OR Apache-2.0',
  'MIT-0',
  'PSF-2.0',
]
/** Ask that changes to their own files are published, which only matters to whoever changes or ships them. */
const toolsOnly = ['MPL-2.0', 'Python-2.0']

describe('what is installed', () => {
  test('is under a licence that Apache-2.0 can be shipped with', () => {
    const others = packages.filter(one => one.isShipped && !permissive.includes(one.licence))
    expect(others).toEqual([])
    expect(packages.filter(one => one.isShipped).length).toBeGreaterThan(50)
  })

  test('for building and testing is under a known licence, too', () => {
    const known = [...permissive, ...toolsOnly]
    expect(packages.filter(one => !one.isShipped && !known.includes(one.licence))).toEqual([])
  })

  test('runs nothing while it is installed, but for what is named', () => {
    const running = new Set(packages.filter(one => one.runsAtInstall).map(one => one.name))
    expect(running).toEqual(new Set(Object.keys(manifest.allowScripts)))
  })

  test('is asked for by an exact version', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })
})
