import { z } from 'zod'
import type { Connector, Entity, FieldSpec, FieldSpecs, FieldType } from '../../src/spi/connector.ts'

type More = Partial<Omit<FieldSpec, 'type' | 'title'>>

/** A field that can be written, unless told otherwise. */
export function field(type: FieldType, more: More = {}): FieldSpec {
  return { type, title: type, writable: true, ...more }
}

/** An entity that can do everything, unless told otherwise. */
export function entity(fields: FieldSpecs, can: Partial<Entity['can']> = {}): Entity {
  const all = { create: true, update: true, delete: true, since: true, ifVersion: true, createOnce: true }
  return { title: 'Thing', fields, pageSize: 100, bulk: 1, can: { ...all, ...can }, deletions: 'swept' }
}

/** A connector that only has a shape: binding a mapping asks for nothing else. */
export function connector(side: Connector['side'], name: string, entities: Connector['entities']): Connector {
  const unused = () => Promise.reject(new Error('a mapping is bound without asking the vendor'))
  const auth: Connector['auth'] = {
    kind: 'oauth2',
    provider: 'nobody',
    pkce: false,
    authorizeUrl: () => '',
    tokenUrl: () => '',
    scopes: [],
    readToken: () => ({ ok: false, failure: { kind: 'unexpected', message: '' } }),
    headers: () => ({}),
  }
  const verbs = { check: unused, pull: unused, fetch: unused, find: unused, write: unused }
  const classify = (): ReturnType<Connector['classify']> => ({ kind: 'unexpected', message: '' })
  const settings = z.object({})
  return {
    name,
    title: name,
    side,
    docs: '',
    auth,
    settings,
    entities,
    hosts: () => [],
    limits: () => [],
    ...verbs,
    classify,
  }
}

const shown: More = { writable: false }
const stages = ['Open', 'Won', 'Lost']

/** Shaped like the Zoho pair, with a few fields more to try every type. */
export const fakes = {
  crm: connector('crm', 'zoho-crm', {
    account: entity({
      name: field('text', { required: true, maxLength: 200 }),
      website: field('text'),
      phone: field('text'),
      owner: field('person'),
    }),
    deal: entity({
      title: field('text', { required: true }),
      stage: field('choice', { required: true, choices: stages }),
      won: field('flag', shown),
      lost: field('flag', shown),
      account: field('ref', { entity: 'account' }),
      owner: field('person'),
      closing: field('date'),
      amount: field('money'),
      type: field('choice', { choices: ['New Business', 'Existing Business'] }),
      description: field('text'),
      seen: field('moment'),
      progress: field('number'),
      overdue: field('number'),
      helpers: field('people'),
      accountName: field('text', shown),
    }),
    task: entity({
      title: field('text', { required: true, maxLength: 20 }),
      description: field('text'),
      notes: field('rich-text'),
      dueDate: field('date'),
      priority: field('choice', { choices: ['Highest', 'High', 'Normal', 'Low', 'Lowest'] }),
      status: field('choice'),
      owner: field('person'),
      parent: field('ref', { entity: 'task' }),
      deal: field('ref', { entity: 'deal' }),
      account: field('ref', { entity: 'account' }),
    }),
    user: entity({ name: field('text', shown), email: field('text', shown) }, { create: false }),
  }),
  pm: connector('pm', 'zoho-projects', {
    client: entity({ name: field('text', { required: true, maxLength: 50 }) }, { delete: false }),
    project: entity({
      name: field('text', { required: true }),
      description: field('rich-text'),
      owner: field('person'),
      start: field('date'),
      end: field('date'),
      strict: field('flag'),
      client: field('ref', { entity: 'client' }),
      template: field('text'),
      group: field('text'),
      members: field('people'),
      budget: field('money'),
      closed: field('flag', shown),
      progress: field('number', shown),
      seen: field('moment'),
      begun: field('date'),
      kept: { ...field('date'), title: 'Kept until' },
      firm: { ...field('flag'), title: 'Keeps to it' },
    }),
    task: entity({
      title: field('text', { required: true, maxLength: 30 }),
      description: field('text'),
      dueDate: field('date'),
      priority: field('choice', { choices: ['none', 'low', 'medium', 'high'] }),
      status: field('choice'),
      closed: field('flag'),
      state: field('choice', { choices: ['todo', 'done', 'dropped'], closed: ['done', 'dropped'] }),
      owner: field('people'),
      project: field('ref', { entity: 'project', required: true }),
      parent: field('ref', { entity: 'task' }),
      tasklist: field('text'),
      tags: field('tags'),
    }),
    user: entity({ name: field('text', shown), email: field('text', shown) }, { create: false }),
    version: {
      ...entity(
        {
          name: field('text', shown),
          dueDate: field('date', shown),
          project: field('ref', { ...shown, entity: 'project' }),
        },
        { create: false, update: false, delete: false },
      ),
      listed: { within: 'project', field: 'project', by: 'name' },
    },
    note: entity({ text: field('text') }, { create: false, update: false }),
  }),
} as const
