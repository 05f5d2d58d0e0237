import type { Pool } from '../../src/store/database.ts'

/** A pool that keeps what is asked through it, so that a test can say what a piece of work costs. */
export function countingPool(pool: Pool) {
  let asked: string[] = []
  const note = (what: unknown) => {
    const text = typeof what === 'string' ? what : (what as { name?: string; text: string }).text
    asked.push(text.replace(/\s+/g, ' ').trim().slice(0, 80))
  }
  const counted = <T extends { query: unknown }>(of: T): T =>
    new Proxy(of, {
      get(target, key) {
        const value = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        if (key === 'connect') return async () => counted(await pool.connect())
        return (...args: readonly unknown[]) => {
          if (key === 'query') note(args[0])
          return value.apply(target, args)
        }
      },
    })
  return {
    pool: counted(pool),
    start: () => {
      asked = []
    },
    statements: (): string[] => asked,
  }
}
