import { z } from 'zod'
import { type Side, sides } from '../../core/value.ts'
import { type OpenEpisode, openEpisodes } from '../../store/episodes.ts'
import { holdsOfKeys } from '../../store/holds.ts'
import { linkStory } from '../../store/link-story.ts'
import { type Link, linksOfRows } from '../../store/links.ts'
import { wishesOf } from '../../store/wishes.ts'
import { type MappingDesk, mappingDesk } from '../deals-desk.ts'
import { linkKey, newcomerKey } from '../keys.ts'
import { seenTasks, type TasksDesk } from './ask-for-tasks.ts'
import { mappingNamed } from './asked-for.ts'
import { openHold } from './open-hold.ts'
import { moment, side, value } from './shapes.ts'
import { shownThread, threadOfTask } from './shown-comments.ts'
import { fieldsOfLink, fieldsOfRow, shownField } from './shown-fields.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const onBoth = z.strictObject({ crm: z.string().nullable(), pm: z.string().nullable() })

const refusal = z.strictObject({
  field: z.string(),
  /** The side that does not take it. */
  to: side,
  value,
  code: z.string(),
  why: z.string(),
  passes: z.string(),
  /** The address of whoever was told; null: nobody could be found. */
  told: z.string().nullable(),
  isTold: z.boolean(),
})

const shownTask = z.strictObject({
  key: z.string(),
  title: z.string().nullable(),
  /** What the two tools are called. */
  tools: z.strictObject({ crm: z.string(), pm: z.string() }),
  ids: onBoth,
  urls: onBoth,
  /** Null: it has no counterpart. */
  link: z
    .strictObject({
      since: moment,
      origin: z.enum(['matched', 'chosen', 'created']),
      verifiedAt: moment.nullable(),
      /** The sides differ although nothing is held or refused. */
      differs: z.boolean(),
      /** Sides on which the last reading missed the row. */
      missing: z.array(side).readonly(),
    })
    .nullable(),
  fields: z.array(shownField).readonly(),
  /** Names of the people among the values, by id. */
  people: z.record(z.string(), z.string()),
  holds: z.array(openHold).readonly(),
  refusals: z.array(refusal).readonly(),
  /** Null: it has no counterpart, or the mapping carries no comments. */
  comments: shownThread.nullable(),
  /** Who asked for its counterpart, which is not there yet; null: nobody. */
  wished: z.strictObject({ by: z.string().nullable() }).nullable(),
})

/** One task: what both sides show, what they showed when they last agreed, what differs and why. */
export const tasksShow = defineVerb({
  name: 'tasks.show',
  title: 'Look at a task',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ mapping: z.string(), side, task: z.string().min(1).max(200) }),
  answer: shownTask,
  async act(verbDesk, { mapping: name, side: on, task }) {
    const of = await tasksOf(verbDesk, name)
    const { tx } = verbDesk
    const [link] = await linksOfRows(tx, of.desk.mapping.id, [{ pair: 'tasks', side: on, id: task }])
    return link ? linkedTask(verbDesk, of, link) : unlinkedTask(verbDesk, of, on, task)
  },
})

async function tasksOf({ engine, tx }: VerbDesk, name: string): Promise<TasksDesk> {
  const desk = await mappingDesk(engine.registry, tx, await mappingNamed(tx, name))
  const { tasks } = desk.policy.pairs
  if (tasks) return { desk, tasks }
  throw new VerbError('verb/conflict', `The mapping "${name}" has no section for tasks.`)
}

export type ShownTask = z.output<typeof shownTask>

async function linkedTask({ tx }: VerbDesk, of: TasksDesk, link: Link): Promise<ShownTask> {
  const key = linkKey(link.id)
  const holds = await holdsOfKeys(tx, of.desk.mapping.id, [key])
  const episodes = await openEpisodes(tx, [link.id])
  const story = await linkStory(tx, link.id)
  const { fields, people } = await fieldsOfLink(of, link, { holds, episodes })
  const { crm, pm } = link.base
  return {
    ...head(of.desk, key, crm.title ?? crm.name ?? pm.title ?? pm.name),
    ids: link.ids,
    urls: link.urls,
    link: story && {
      ...story,
      differs: link.differs,
      missing: sides.filter(one => link.absent[one] !== null),
    },
    fields,
    people,
    holds,
    refusals: episodes.map(refusalOf),
    comments: await threadOfTask(tx, of, link),
    wished: null,
  }
}

function refusalOf({ field, to, value, refusal: { code, why, passes }, told, isTold }: OpenEpisode) {
  return { field, to, value, code, why, passes, told, isTold }
}

async function unlinkedTask({ tx }: VerbDesk, of: TasksDesk, on: Side, task: string): Promise<ShownTask> {
  const seen = (await seenTasks(of, on, [task])).get(task)
  if (!seen)
    throw new VerbError(
      'verb/not-found',
      `The task "${task}" was never read. If it is new, look again in a minute.`,
    )
  const key = newcomerKey('tasks', on, task)
  const { id } = of.desk.mapping
  const [wish] = await wishesOf(tx, id, [{ pair: 'tasks', side: on, rowId: task }])
  return {
    ...head(of.desk, key, seen.title ?? seen.name),
    ids: { crm: null, pm: null, [on]: task },
    urls: { crm: null, pm: null },
    link: null,
    ...(await fieldsOfRow(of, on, seen)),
    holds: await holdsOfKeys(tx, id, [key]),
    refusals: [],
    comments: null,
    wished: wish ? { by: wish.askedBy } : null,
  }
}

function head({ engine, policy }: MappingDesk, key: string, title: unknown) {
  const tool = (of: Side) => engine.registry.get(policy.connector[of])?.title ?? policy.connector[of]
  return { key, title: typeof title === 'string' ? title : null, tools: { crm: tool('crm'), pm: tool('pm') } }
}
