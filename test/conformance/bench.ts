import type {
  Account,
  Conformance,
  Connector,
  Exception,
  Fields,
  Page,
  PersonAct,
  PullAsk,
  Row,
  Sandbox,
  Session,
  Standing,
  Trial,
  VendorRequest,
} from '#spi'

/** What the kit works on. Each `open` gives an account of its own where the vendor is in a box. */
export interface Bench {
  readonly connector: Connector
  readonly conformance: Conformance
  /** Promises that the box's setting takes away. */
  readonly exceptions: readonly Exception[]
  /** Null where the vendor is a real one. Then nobody can order faults, move its clock or sit at its screen. */
  readonly box: BoxAbilities | null
  /** Whether somebody else than our user can act there. */
  readonly hasPeople: boolean
  open(): Promise<Ground>
}

export interface BoxAbilities {
  readonly kind: 'sandbox'
}

/** One account in use. */
export interface Ground {
  readonly connector: Connector
  readonly conformance: Conformance
  readonly session: Session
  readonly account: Account
  readonly sandbox: Sandbox | null
  /** What somebody does at the vendor's screen; null where nobody can. */
  readonly person: ((act: PersonAct) => Promise<unknown>) | null
  /** Every request that was sent, as the connector asked for it. */
  readonly asked: VendorRequest[]
  /** Milliseconds since 1970, by the vendor's clock. */
  now(): number
  /** Lets the vendor's clock move on, so that the next change has a time of its own. */
  tick(): Promise<void>
}

/** The account after another check, which finds out what has changed. */
export async function checked(ground: Ground): Promise<Ground> {
  const account = await ground.connector.check(ground.session)
  return { ...ground, account, session: { ...ground.session, facts: account.facts } }
}

export function entityOf(ground: Ground, entity: string) {
  const found = ground.connector.entities[entity]
  if (!found) throw new Error(`${ground.connector.name} has no entity "${entity}".`)
  return found
}

export function trialOf(ground: Pick<Ground, 'connector' | 'conformance'>, entity: string): Trial {
  const found = ground.conformance.trials[entity]
  if (!found) throw new Error(`connectors/${ground.connector.name}/conformance.ts tries no "${entity}".`)
  return found
}

/** The entities that the API can make. */
export function madeEntities(ground: Ground): readonly string[] {
  const { entities } = ground.connector
  return Object.keys(ground.conformance.trials).filter(name => entities[name]?.can.create)
}

let marks = 0

/** A text that no other row carries. */
export function mark(): string {
  marks += 1
  return `Kit ${Date.now().toString(36)} ${marks}`
}

/** A create's key that nobody used. */
export function freshKey(): string {
  return `kit-${mark().replaceAll(' ', '-')}`
}

/** What a create of this entity sends. */
export function newFields(ground: Ground, entity: string, standing: Standing, title = mark()): Fields {
  const trial = trialOf(ground, entity)
  return { ...trial.fields?.(standing, ground.account.userId), [trial.title]: title }
}

/** Creates one row; anything but a success is an error of the test. */
export async function make(ground: Ground, entity: string, fields: Fields, key = freshKey()): Promise<Row> {
  if (!entityOf(ground, entity).can.create) throw new Error(`nobody makes a ${entity} by the API`)
  const [result] = await ground.connector.write(ground.session, entity, [{ op: 'create', key, fields }])
  if (!result?.ok || !result.row) throw new Error(`no ${entity} was made: ${JSON.stringify(result)}`)
  await ground.tick()
  return result.row
}

/** All pages of one pull, each with the cursor that leads on from it. */
export async function* pagesOf(
  ground: Ground,
  entity: string,
  ask: Omit<PullAsk, 'entity' | 'cursor'> & { readonly cursor?: string | null },
): AsyncGenerator<Page> {
  let { cursor = null } = ask
  do {
    const page: Page = await ground.connector.pull(ground.session, { ...ask, entity, cursor })
    yield page
    cursor = page.next
  } while (cursor !== null)
}

/** Where rows of an entity are read: as a whole or, where they stand inside others, within each of those. */
export async function threadsOf(ground: Ground, entity: string): Promise<readonly Pick<PullAsk, 'within'>[]> {
  const { inside } = entityOf(ground, entity)
  if (!inside) return [{}]
  const parents: Row[] = []
  for await (const page of pagesOf(ground, inside.entity, { since: null })) parents.push(...page.rows)
  return parents.map(row => ({ within: row.id }))
}

/** A row that somebody adds at the screen, found again by its title. */
export async function added(ground: Ground, entity: string, standing: Standing): Promise<Row> {
  const { title, screen } = trialOf(ground, entity)
  const text = mark()
  if (!ground.person || !screen?.add) throw new Error(`nobody adds a ${entity} at the screen`)
  await ground.person(screen.add(standing, text))
  await ground.tick()
  const { inside } = entityOf(ground, entity)
  const parent = inside && standing[inside.entity]
  for (const within of parent ? [{ within: parent.id }] : await threadsOf(ground, entity))
    for await (const page of pagesOf(ground, entity, { since: null, ...within })) {
      const row = page.rows.find(each => withoutTags(each.fields[title]) === text)
      if (row) return row
    }
  throw new Error(`what was added at the screen is not pulled as a ${entity}`)
}

/** A vendor may wrap what was typed. */
function withoutTags(value: unknown): string {
  return String(value).replace(/<[^>]*>/g, '')
}

/** One row of each entity that this one may hang on: those that stand before it in the list of trials. */
export async function stand(ground: Ground, entity: string): Promise<Standing> {
  const names = Object.keys(ground.conformance.trials)
  const standing: Record<string, Row> = {}
  for (const name of names.slice(0, names.indexOf(entity)))
    if (entityOf(ground, name).can.create) standing[name] = await oneMore(ground, name, standing)
  return standing
}

/** A row of an entity, with everything it hangs on. */
export async function one(ground: Ground, entity: string): Promise<{ row: Row; standing: Standing }> {
  const standing = await stand(ground, entity)
  return { row: await oneMore(ground, entity, standing), standing }
}

/** Another row that hangs on the same. */
export function oneMore(ground: Ground, entity: string, standing: Standing): Promise<Row> {
  return entityOf(ground, entity).can.create
    ? make(ground, entity, newFields(ground, entity, standing))
    : added(ground, entity, standing)
}

/** The row as it is now, or null. */
export async function look(ground: Ground, entity: string, id: string): Promise<Row | null> {
  const rows = await ground.connector.fetch(ground.session, entity, [id])
  return rows.find(row => row.id === id) ?? null
}
