import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { copyDatabase, dropDatabase } from '../../src/store/copies.ts'
import { openDatabase, type Pool } from '../../src/store/database.ts'

export interface TestDatabase {
  readonly url: string
  readonly pool: Pool
}

/** A database of the test file's own, up to date and empty. It goes when the file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = await copyDatabase(inject('templateUrl'), `test_${randomUUID().slice(0, 8)}`)
  const pool = openDatabase(url)
  // A copy is the same installation; a test's own database is another one.
  await pool.query('update installation set id = default')
  afterAll(async () => {
    await pool.end()
    await dropDatabase(url)
  })
  return { url, pool }
}
