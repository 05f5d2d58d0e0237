import type { RunningSandbox } from '../../sandbox.ts'
import { people } from '../plot.ts'
import { given, idIn, type Seat, seatAt, textIn } from './box.ts'
import type { CrmScreen, Screen, TaskEdit } from './screen.ts'

export function zohoCrmScreen(box: RunningSandbox): CrmScreen {
  const bo = seatAt(box, people.sales)
  return {
    ...taskScreen(bo),
    addAccount: async name => bo.add('Accounts', { Account_Name: name }),
    addDeal: async ({ name, account }) =>
      bo.add('Deals', {
        Deal_Name: name,
        Stage: 'Negotiation/Review',
        Pipeline: 'Standard (Standard)',
        Type: 'New Business',
        Account_Name: { id: account },
      }),
    winDeal: async id => bo.edit('Deals', id, { Stage: 'Closed Won' }),
  }
}

function taskScreen(bo: Seat): Screen {
  return {
    title: 'Zoho CRM',
    addTask: async task =>
      bo.add('Tasks', { What_Id: { id: task.in }, $se_module: 'Deals', ...fieldsOf(task) }),
    editTask: async (id, change) => bo.edit('Tasks', id, fieldsOf(change)),
    removeTask: async id => bo.remove('Tasks', id),
    tasksIn: async deal =>
      bo
        .all('Tasks')
        .filter(task => idIn(task.What_Id) === deal)
        .map(task => ({
          id: String(task.id),
          title: String(task.Subject),
          due: textIn(task.Due_Date),
          text: textIn(task.Description) ?? '',
          isClosed: task.Status === 'Completed',
        })),
    sayOn: async (id, words) => {
      const parent = { id, module: { api_name: 'Tasks' } }
      bo.add('Notes', { Note_Content: words, Parent_Id: parent })
    },
    saidOn: async id =>
      bo
        .all('Notes')
        .filter(note => idIn(note.Parent_Id) === id)
        .map(note => String(note.Note_Content)),
  }
}

function fieldsOf({ title, due, text, isClosed }: TaskEdit) {
  const Status = isClosed === undefined ? undefined : isClosed ? 'Completed' : 'In Progress'
  return given({ Subject: title, Due_Date: due, Description: text, Status })
}
