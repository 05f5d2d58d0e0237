import { describe, expect } from 'vitest'
import { entityOf, type Ground, madeEntities, one } from '../bench.ts'
import { documentedErrors, fixturesOf, textOf } from '../folder.ts'
import { classesOf } from '../pace.ts'
import type { Kit } from '../promise.ts'
import { changed, seenBy } from './changing.ts'

/** Hosts and limits. */
export function borderPromises({ bench, promise }: Kit): void {
  const { connector } = bench
  describe('borders', () => {
    promise('every call goes to a declared host, over TLS', async ground => {
      await work(ground)
      const hosts = connector.hosts(ground.session.settings)
      for (const { url } of ground.asked) {
        expect(hosts).toContain(new URL(url).host)
        expect(new URL(url).protocol).toBe('https:')
      }
    })

    promise(
      'every call counts against a declared limit, and the declared limits are enough',
      async ground => {
        await work(ground)
        const classes = connector.limits(ground.session.settings).map(limit => limit.of)
        for (const request of ground.asked) {
          const own = classesOf(request)
          expect(classes).toEqual(expect.arrayContaining([...own]))
          expect(own.length > 0 || classes.includes('*'), request.url).toBe(true)
        }
      },
    )
  })
}

/** What has to stand in the folder. */
export function folderPromises({ bench, promise }: Kit): void {
  const { connector } = bench
  describe('the folder', () => {
    promise('every stored answer names its page', () => {
      for (const file of fixturesOf(connector.name)) {
        const stored: unknown = JSON.parse(textOf(connector.name, `fixtures/${file}`) ?? 'null')
        const answers = Array.isArray(stored) ? stored : [stored]
        for (const each of answers) expect(each, file).toMatchObject({ source: expect.stringMatching(/\S/) })
      }
      expect(documentedErrors(connector.name).length).toBeGreaterThan(8)
    })

    promise('the README tells an admin every setting, every scope, and what is inferred', () => {
      const page = textOf(connector.name, 'README.md') ?? ''
      for (const name of Object.keys(connector.settings.shape)) expect(page).toContain(`\`${name}\``)
      for (const scope of scopesOf(connector.auth)) expect(page).toContain(scope)
      expect(page).toMatch(/^## Documented and inferred$/m)
    })
  })
}

function scopesOf(auth: Kit['bench']['connector']['auth']): readonly string[] {
  return 'scopes' in auth ? auth.scopes.flatMap(some => some.split(/[ ,]/)) : []
}

/** A little of everything. */
async function work(ground: Ground): Promise<void> {
  await ground.connector.check(ground.session)
  for (const entity of madeEntities(ground)) {
    const { row } = await one(ground, entity)
    if (entityOf(ground, entity).can.update) await changed(ground, entity, row.id)
    await seenBy(ground, entity, row.changedAt)
  }
  if (ground.connector.entities.user) await seenBy(ground, 'user', null)
}
