import { afterAll } from 'vitest'
import { type Started, startProcess } from '../support/start-process.ts'

/** Starts a file as a process of its own, and hands it what it works with. */
type Start = (file: URL, given: unknown) => Started

/** The processes of one test file: they end with it at the latest, also where the files share their modules. */
export function ownProcesses(): Start {
  const started = new Set<Started>()
  afterAll(async () => {
    for (const { child } of started) child.kill('SIGKILL')
    await Promise.all([...started].map(one => one.ended))
  })
  return (file, given) => {
    const one = startProcess(file, given)
    started.add(one)
    void one.ended.then(() => started.delete(one))
    return one
  }
}
