import type { RunningSandbox } from '../../sandbox.ts'
import { people } from '../plot.ts'
import { given, type Seat, seatAt, textIn } from './box.ts'
import type { CrmScreen, Screen, TaskEdit } from './screen.ts'

export function espocrmScreen(box: RunningSandbox): CrmScreen {
  const me = signUp(seatAt(box, people.admin))
  const bo = seatAt(box, people.sales)
  return {
    ...taskScreen(bo, me),
    addAccount: async name => bo.add('Account', { name }),
    addDeal: async ({ name, account }) =>
      bo.add('Opportunity', {
        name,
        accountId: account,
        stage: 'Negotiation',
        leadSource: 'Partner',
        amount: 12_000,
        closeDate: new Date().toISOString().slice(0, 10),
        assignedUserId: me,
      }),
    winDeal: async id => bo.edit('Opportunity', id, { stage: 'Closed Won' }),
  }
}

function taskScreen(bo: Seat, me: string): Screen {
  return {
    title: 'EspoCRM',
    addTask: async task => {
      const place = { parentType: 'Opportunity', parentId: task.in, assignedUserId: me }
      return bo.add('Task', { ...place, ...fieldsOf(task) })
    },
    editTask: async (id, change) => bo.edit('Task', id, fieldsOf(change)),
    removeTask: async id => bo.remove('Task', id),
    tasksIn: async deal =>
      bo
        .all('Task')
        .filter(task => task.parentId === deal)
        .map(task => ({
          id: String(task.id),
          title: String(task.name),
          due: textIn(task.dateEndDate),
          text: textIn(task.description) ?? '',
          isClosed: task.status === 'Completed',
        })),
    sayOn: async (parentId, post) => {
      bo.add('Note', { type: 'Post', parentType: 'Task', parentId, post })
    },
    saidOn: async task =>
      bo
        .all('Note')
        .filter(note => note.type === 'Post' && note.parentId === task)
        .map(note => String(note.post)),
  }
}

function fieldsOf({ title, due, text, isClosed }: TaskEdit) {
  const status = isClosed === undefined ? undefined : isClosed ? 'Completed' : 'Started'
  return given({ name: title, dateEndDate: due, description: text, status })
}

/** The box comes with an admin and with delivery; Bo gets an account, as anybody new would. */
function signUp(ada: Seat): string {
  const known = ada.all('User').find(user => user.emailAddress === people.sales)
  if (known) return String(known.id)
  const fields = { userName: 'bo', name: 'Bo Sales', type: 'regular', isActive: true }
  return ada.add('User', { ...fields, emailAddress: people.sales })
}
