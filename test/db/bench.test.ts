import { expect, inject, test } from 'vitest'
import { statements } from '../bench/benches/statements.ts'
import { report, tableOf } from '../bench/report.ts'
import { runBenches } from '../bench/run-benches.ts'

const ask = { templateUrl: inject('templateUrl'), scale: 0.001, withinSeconds: 60 }
const broken = { ...statements, name: 'broken', run: () => Promise.reject(new Error('the vendor is down')) }

test('a benchmark in its smallest size measures the real engine, and its figures can be read by others', async () => {
  const made = await runBenches({ ...ask, benches: [statements] })
  const { benches } = report.parse(JSON.parse(JSON.stringify(made)))
  expect(benches.map(one => one.failed)).toEqual([null])
  expect(benches[0]?.figures.every(one => one.value > 0 && one.baseline.value > 0)).toBe(true)
  expect(tableOf(made)).toContain('| statements | SQL statements per change |')
})

test('a benchmark that breaks off is told of, and the next one runs', async () => {
  const second = { ...statements, name: 'second', run: async () => [] }
  const made = await runBenches({ ...ask, benches: [broken, second] })
  expect(made.benches.map(one => [one.name, one.failed])).toEqual([
    ['broken', 'the vendor is down'],
    ['second', null],
  ])
  expect(tableOf(made)).toContain('broke off: the vendor is down')
})

test('on a machine slower than usual what comes later is made smaller, and not left out', async () => {
  const quick = { ...statements, name: 'quick', seconds: 1e-9, run: async () => [] }
  const next = { ...statements, name: 'next', seconds: 1, run: async () => [] }
  const { benches, scale } = await runBenches({ ...ask, benches: [quick, next] })
  expect(benches.map(one => one.failed)).toEqual([null, null])
  expect(benches[0]?.scale).toBe(scale)
  expect(benches[1]?.scale).toBeGreaterThan(0)
  expect(benches[1]?.scale).toBeLessThan(scale)
})

test('no benchmark begins when there is no time left', async () => {
  const made = await runBenches({ ...ask, withinSeconds: 0, benches: [statements] })
  expect(made.benches.map(one => one.failed)).toEqual(['there was no time left'])
})
