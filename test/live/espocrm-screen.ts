import { z } from 'zod'
import type { CrmScreen, Screen, TaskEdit, TaskShown } from '../../src/cli/demo/screens/screen.ts'
import { call } from './call.ts'

const made = z.object({ id: z.string() })
const task = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  dateEndDate: z.string().nullish(),
  description: z.string().nullish(),
})

/** Bo at the screen of a real EspoCRM; `person` is `user:password`. */
export async function espocrmScreen(url: string, person: string): Promise<CrmScreen> {
  const headers = { authorization: `Basic ${Buffer.from(person).toString('base64')}` }
  const ask = (method: string, path: string, body?: object) =>
    call(`${url}/api/v1/${path}`, headers, method, body)
  const me = z.object({ user: made }).parse(await ask('GET', 'App/user')).user.id
  const add = async (type: string, fields: object) => made.parse(await ask('POST', type, fields)).id
  return {
    ...taskScreen(ask, me),
    addAccount: name => add('Account', { name }),
    addDeal: ({ name, account }) =>
      add('Opportunity', {
        name,
        accountId: account,
        stage: 'Negotiation',
        leadSource: 'Partner',
        amount: 12_000,
        amountCurrency: 'USD',
        closeDate: new Date().toISOString().slice(0, 10),
        assignedUserId: me,
      }),
    winDeal: async id => void (await ask('PUT', `Opportunity/${id}`, { stage: 'Closed Won' })),
  }
}

type Ask = (method: string, path: string, body?: object) => Promise<unknown>

function taskScreen(ask: Ask, me: string): Screen {
  return {
    title: 'EspoCRM',
    addTask: async ({ in: deal, ...fields }) => {
      const place = { parentType: 'Opportunity', parentId: deal, assignedUserId: me }
      return made.parse(await ask('POST', 'Task', { ...place, ...fieldsOf(fields) })).id
    },
    editTask: async (id, edit) => void (await ask('PUT', `Task/${id}`, fieldsOf(edit))),
    removeTask: async id => void (await ask('DELETE', `Task/${id}`)),
    tasksIn: async deal => {
      const where = `where[0][type]=equals&where[0][attribute]=parentId&where[0][value]=${deal}&maxSize=200`
      const found = z.object({ list: z.array(task) }).parse(await ask('GET', `Task?${where}`))
      return found.list.map(shown)
    },
    sayOn: async (parentId, post) => {
      await ask('POST', 'Note', { type: 'Post', parentType: 'Task', parentId, post })
    },
    saidOn: async id => {
      const posts = z.object({ list: z.array(z.object({ post: z.string().nullish() })) })
      const said = posts.parse(await ask('GET', `Task/${id}/posts?maxSize=100`)).list
      return said.flatMap(({ post }) => post ?? [])
    },
  }
}

function shown({ id, name, status, dateEndDate, description }: z.output<typeof task>): TaskShown {
  const isClosed = status === 'Completed'
  return { id, title: name, due: dateEndDate ?? null, text: description ?? '', isClosed }
}

function fieldsOf({ title, due, text, isClosed }: TaskEdit): object {
  const status = isClosed === undefined ? {} : { status: isClosed ? 'Completed' : 'Started' }
  return {
    ...(title === undefined ? {} : { name: title }),
    ...(due === undefined ? {} : { dateEndDate: due }),
    ...(text === undefined ? {} : { description: text }),
    ...status,
  }
}
