import express from 'express'
import { readySignInPath } from '../../../src/engine/sign-in-links.ts'
import type { Pool } from '../../../src/store/database.ts'
import { webApp } from '../../../src/web/app.ts'
import { pages } from '../../../src/web/console/pages/index.ts'
import { listen } from '../../../src/web/listen.ts'
import { type Bench, type BenchRun, type Figure, figure } from '../bench.ts'
import { fillConsole, fillPreview } from '../console-seed.ts'
import { percentile, timed } from '../work.ts'
import { openWorld, type World } from '../world.ts'

/** Every page of the console among many links, in turns with an Express page that makes one query. */
export const consolePages: Bench = {
  name: 'console',
  title: 'how long the server takes for each page of the console',
  seconds: 30,
  limit:
    'Each page asks several questions of the database, each in a transaction of its own; counts go through an index from end to end.',
  run: async run => {
    const links = run.scaled(100_000, 500)
    const accounts = Math.ceil(links / 100)
    const amounts = { accounts, deals: 2 * accounts, tasks: links }
    const world = await openWorld(run, { amounts, bulk: { crm: 1, pm: 1 } })
    await fillConsole(world, links)
    const addresses = addressesOf(await fillPreview(world, links))
    const own = await signedIn(run, world)
    const bare = await served(run, bareApp(world.engine.pool))
    const figures: Figure[] = []
    for (const { path } of pages) {
      const url = addresses[path] ?? path
      // No consent is under way, and that is what its page says.
      const status = path === '/connections/consent' ? 404 : 200
      figures.push(
        await pageFigure(
          path,
          links,
          () => got(`${own.url}${url}`, own.cookie, status),
          () => got(bare, '', 200),
        ),
      )
    }
    return figures
  },
}

const rounds = 11

async function pageFigure(
  path: string,
  links: number,
  page: () => Promise<void>,
  bare: () => Promise<void>,
): Promise<Figure> {
  const took = { page: [] as number[], bare: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const [ours, theirs] = [await timed(page), await timed(bare)]
    // The first time statements are prepared and schemas read.
    if (round > 0) took.page.push(ours)
    if (round > 0) took.bare.push(theirs)
  }
  return figure(
    {
      what: `${path} among ${links} linked tasks`,
      unit: 'ms',
      value: percentile(took.page, 0.5),
      baseline: { what: 'an Express page with one query', value: percentile(took.bare, 0.5) },
    },
    { words: 'less than 100 ms', holds: one => one.value < 100 },
  )
}

function addressesOf(preview: string): Readonly<Record<string, string>> {
  return {
    '/deals/:connection/:deal': '/deals/crm/alone-1',
    '/accounts/changes': '/accounts/changes?mapping=bench',
    '/accounts/choose': `/accounts/choose?mapping=bench&side=crm&row=${encodeURIComponent('["crm","alone-1"]')}`,
    '/clients/:mapping/:account': '/clients/bench/1',
    '/tasks/:mapping/:side/:task': '/tasks/bench/crm/1',
    '/connections/new/:connector': '/connections/new/bench-crm',
    '/connections/consent': '/connections/consent?ticket=invented',
    '/mappings/plans/:preview': `/mappings/plans/${preview}`,
    '/mappings/:mapping': '/mappings/bench',
    '/mappings/:mapping/links': '/mappings/bench/links',
    '/connections/:connection': '/connections/crm',
  }
}

/** Whatever answers something else than it should is no figure. */
async function got(url: string, cookie: string, status: number): Promise<void> {
  const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html', cookie } })
  await response.text()
  if (response.status !== status) throw new Error(`${url} answered ${response.status}.`)
}

async function signedIn(
  run: BenchRun,
  { engine }: World,
): Promise<{ readonly url: string; readonly cookie: string }> {
  const url = await served(run, webApp(engine))
  const link = await readySignInPath(engine, { email: 'ada@example.test', name: 'Ada', role: 'admin' })
  const headers = { 'sec-fetch-site': 'same-origin' }
  const response = await fetch(`${url}${link}`, { method: 'POST', redirect: 'manual', headers })
  const session = response.headers.getSetCookie().find(one => one.startsWith('baton_session='))
  return { url, cookie: session?.split(';')[0] ?? '' }
}

function bareApp(pool: Pool): express.Express {
  const app = express()
  app.get('/', async (_request, response) => {
    const found = await pool.query(`select id, crm_base->>'title' as title from link order by id limit 50`)
    response.type('html').send(`<ul>${found.rows.map(row => `<li>${row.title}</li>`).join('')}</ul>`)
  })
  return app
}

async function served(run: BenchRun, app: express.Express): Promise<string> {
  const web = await listen(app, 0, '127.0.0.1')
  run.finally(() => web.close())
  return web.url
}
