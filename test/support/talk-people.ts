import type { Sandbox } from '#spi'

/** People at the screens of the vendors in a box: they add tasks, and say something under them. */
export interface TalkPeople {
  /** The ids of the rows. */
  addTasks(sandbox: Sandbox, count: number): readonly string[]
  say(sandbox: Sandbox, task: string, words: string): void
}

const list = (count: number, make: (at: number) => unknown) =>
  Array.from({ length: count }, (_, at) => String(make(at)))

export const talkPeople: Readonly<Record<string, TalkPeople>> = {
  'zoho-crm': {
    addTasks: (sandbox, count) =>
      list(
        count,
        at =>
          sandbox.person({ as: 'Bo Sales', does: 'add', module: 'Tasks', fields: { Subject: `Task ${at}` } })
            .id,
      ),
    say: (sandbox, id, Note_Content) => {
      const Parent_Id = { id, module: { api_name: 'Tasks' } }
      sandbox.person({ as: 'Bo Sales', does: 'add', module: 'Notes', fields: { Note_Content, Parent_Id } })
    },
  },
  'zoho-projects': {
    addTasks: (sandbox, count) => {
      const cy = { as: 'Cy Delivery', does: 'add' } as const
      const { id } = sandbox.person({ ...cy, module: 'Projects', fields: { name: 'Roll-out' } })
      const add = (at: number) =>
        sandbox.person({ ...cy, module: 'Tasks', fields: { name: `Task ${at}`, project: { id } } }).id
      return list(count, at => `${id}/${add(at)}`)
    },
    say: (sandbox, task, words) => {
      const fields = { comment: `<p>${words}</p>`, task: { id: task.split('/')[1] } }
      sandbox.person({ as: 'Cy Delivery', does: 'add', module: 'Comments', fields })
    },
  },
  espocrm: {
    addTasks: (sandbox, count) => {
      const [cy] = sandbox.state().User?.filter(user => user.userName === 'cy') ?? []
      const add = (name: string) =>
        sandbox.person({ as: 'cy', does: 'add', module: 'Task', fields: { name, assignedUserId: cy?.id } }).id
      return list(count, at => add(`Task ${at}`))
    },
    say: (sandbox, parentId, post) => {
      sandbox.person({
        as: 'cy',
        does: 'add',
        module: 'Note',
        fields: { post, parentType: 'Task', parentId },
      })
    },
  },
  redmine: {
    addTasks: (sandbox, count) => {
      const fields = { name: 'Roll-out', identifier: 'roll-out' }
      const { id: project_id } = sandbox.person({ as: 'ada', does: 'add', module: 'projects', fields })
      const add = (subject: string) =>
        sandbox.person({ as: 'ada', does: 'add', module: 'issues', fields: { subject, project_id } }).id
      return list(count, at => add(`Task ${at}`))
    },
    say: (sandbox, issue_id, notes) => {
      sandbox.person({ as: 'ada', does: 'add', module: 'journals', fields: { issue_id, notes } })
    },
  },
}
