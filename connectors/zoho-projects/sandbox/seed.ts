import { apiActor } from './door.ts'
import { client } from './grants.ts'
import { blankProject } from './project-write.ts'
import type { Status } from './rows.ts'
import { createTask } from './task-write.ts'
import { addTasklist } from './tasklist-store.ts'
import type { World } from './world.ts'

const added = '2026-01-02T09:00:00.000Z'

/** What a portal comes with: two people, its statuses, two templates and the fields an admin made for Baton. */
export function seed(world: World): void {
  seedUsers(world)
  seedStatuses(world)
  for (const name of ['Ungrouped Projects', 'Delivery']) {
    const id = `24900000000002${21 + world.groups.size}`
    world.groups.set(id, { id, name })
  }
  seedCustomFields(world)
  world.grants.set(client.refreshToken, { token: client.refreshToken, scopes: null, issued: [] })
  seedTemplate(world, '2490000000009001', 'Onboarding', true)
  seedTemplate(world, '2490000000009002', 'Standard', false)
  fillOnboarding(world, '2490000000009001')
  world.history.splice(0)
}

function seedUsers(world: World): void {
  const base = { active: true, client: false, added }
  const ada = { zpuid: '2490000000002055', zuid: '808000001', name: 'Ada Sync', email: 'ada@example.test' }
  const cy = { zpuid: '2490000000002057', zuid: '808000002', name: 'Cy Delivery', email: 'cy@example.test' }
  world.users.set(ada.zpuid, { ...base, ...ada, role: 'Administrator', profile: 'Portal Owner' })
  world.users.set(cy.zpuid, { ...base, ...cy, role: 'Manager', profile: 'Manager' })
}

function seedStatuses(world: World): void {
  const add = (of: Status['of'], id: number, name: string, color: string, closed: boolean) =>
    world.statuses.set(`249000000000${id}`, { id: `249000000000${id}`, of, name, color, closed })
  add('tasks', 1068, 'Open', '#74cb80', false)
  add('tasks', 1069, 'In Progress', '#08aeea', false)
  add('tasks', 1070, 'On Hold', '#fbc11e', false)
  add('tasks', 1071, 'Closed', '#f56b62', true)
  add('tasks', 1072, 'Cancelled', '#9b9b9b', true)
  add('projects', 1301, 'Active', '#2cc8ba', false)
  add('projects', 1302, 'On Hold', '#fbc11e', false)
  add('projects', 1303, 'Completed', '#74cb80', true)
  add('projects', 1304, 'Cancelled', '#9b9b9b', true)
}

function seedCustomFields(world: World): void {
  const add = (of: 'projects' | 'tasks', apiName: string, label: string) => {
    const id = `249000000000${1600 + world.customFields.size}`
    world.customFields.set(id, { id, of, apiName, label, type: 'text', choices: [] })
  }
  add('projects', 'cf_baton_key', 'Baton Key')
  add('projects', 'cf_crm_deal_id', 'CRM Deal ID')
  add('tasks', 'cf_baton_key', 'Baton Key')
}

function seedTemplate(world: World, id: string, name: string, strict: boolean): void {
  const blank = blankProject(world, apiActor(world), 'template')
  world.projects.set(id, { ...blank, id, name, strict, created: added, modified: added })
}

function fillOnboarding(world: World, id: string): void {
  const actor = apiActor(world)
  const template = world.projects.get(id)
  if (!template) return
  const lists = {
    'Kick-off': ['Kick-off call', 'Collect access data'],
    'Roll-out': ['Configure', 'Train the team'],
  }
  for (const [name, tasks] of Object.entries(lists)) {
    const draft = { name, flag: 'internal', milestone: null, general: false }
    const tasklist = { id: addTasklist(world, actor, id, draft).id }
    for (const task of tasks) createTask(world, actor, template, { name: task, tasklist })
  }
}
