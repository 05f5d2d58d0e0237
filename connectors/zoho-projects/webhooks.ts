import type { z } from 'zod'
import { type Delivery, type Hint, sameText, type Webhooks } from '#spi'
import { ping } from './api.ts'
import { commentRowId, taskRowId } from './ids.ts'

type Ping = z.infer<typeof ping>

/** An admin's webhook comes as JSON, as a form, or as a form whose `data` or `json` is JSON. */
function read(delivery: Delivery): Ping {
  const text = new TextDecoder().decode(delivery.body).trim()
  return ping.parse({ ...delivery.query, ...fieldsIn(text) })
}

function fieldsIn(text: string): object {
  if (text === '') return {}
  if (text.startsWith('{')) return JSON.parse(text)
  const form = Object.fromEntries(new URLSearchParams(text))
  const inner = form.data ?? form.json
  return inner === undefined ? form : { ...form, ...JSON.parse(inner) }
}

/** There is no signature: the secret is part of the address (`k`) or of what the admin makes Zoho send. */
function verify(delivery: Delivery, secret: string): boolean {
  if (secret === '') return false
  if (sameText(delivery.query.k ?? '', secret)) return true
  try {
    return sameText(read(delivery).secret ?? '', secret)
  } catch {
    return false
  }
}

/** A comment where the ping names one, else its task, else its project. */
function parse(delivery: Delivery): readonly Hint[] {
  const { taskId, projectId, commentId } = read(delivery)
  if (!projectId) throw new Error('the ping names no projectId')
  if (taskId && commentId)
    return [{ entity: 'comment', id: commentRowId({ project: projectId, task: taskId }, commentId) }]
  if (taskId) return [{ entity: 'task', id: taskRowId(projectId, taskId) }]
  return [{ entity: 'project', id: projectId }]
}

/** Webhooks are set up by an admin (zoho.com/projects/taskautomation.html); no API makes one. */
export const webhooks: Webhooks = { verify, parse }
