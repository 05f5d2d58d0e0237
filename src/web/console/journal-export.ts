import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { z } from 'zod'
import type { Engine } from '../../engine/engine.ts'
import { exportJournal } from '../../engine/export-journal.ts'
import { journalList } from '../../engine/verbs/journal-list.ts'
import { perform } from '../../engine/verbs/verb.ts'
import { onlyVisitors, visitor } from './visitor.ts'

const format = z.enum(['csv', 'jsonl'])
const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const

/** The journal as a file, however long it is: `/journal/export?format=csv` and the filters of `journal.list`. */
export function journalExport(engine: Engine): Router {
  const router = Router()
  router.get('/journal/export', onlyVisitors(engine), async (request, response) => {
    const { format: asked, ...filter } = request.query
    const read = format.catch('csv').parse(asked)
    // A question that cannot be read is refused before anything is sent.
    await perform(engine, journalList, visitor(request), { ...filter, limit: 1 })
    response.type(types[read]).attachment(`baton-journal.${read}`)
    const lines = exportJournal(engine, visitor(request), filter, read)
    await pipeline(Readable.from(ended(lines)), response)
  })
  return router
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}
