import { writeFile } from 'node:fs/promises'
import { createDatabase } from './copies.ts'
import { dumpSchema } from './dump-schema.ts'
import { startEmbeddedDatabase } from './embedded.ts'
import { migrate } from './migrate.ts'

// `npm run schema`: writes down what the migrations come to, on a database of its own.
const server = await startEmbeddedDatabase()
try {
  const url = await createDatabase(server.url, 'schema')
  await migrate(url)
  await writeFile(new URL('../../migrations/schema.sql', import.meta.url), await dumpSchema(url))
} finally {
  await server.stop()
}
