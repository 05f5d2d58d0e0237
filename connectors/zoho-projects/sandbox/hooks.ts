import type { SandboxDelivery } from '#spi'
import type { Actor } from './call.ts'
import type { Hook } from './rows.ts'
import type { World } from './world.ts'

export interface Ping {
  readonly type: Hook['on']
  readonly event: 'created' | 'updated' | 'deleted'
  readonly task?: string
  readonly project: string
}

/** Queues what the admin's webhooks would send. The ping is thin: it says which record, not what is in it. */
export function ring(world: World, actor: Actor, ping: Ping): void {
  if (!actor.person && !world.switches.on('webhooks-on-api')) return
  if (ping.event === 'deleted' && !world.switches.on('webhooks-on-delete')) return
  for (const hook of world.hooks.values()) if (hook.on === ping.type) queue(world, deliver(hook, ping))
}

function queue(world: World, delivery: SandboxDelivery): void {
  const mood = world.switches.get('webhooks')
  if (mood === 'lost') return
  const wait = mood === 'late' ? world.switches.amount('webhook-late-seconds') * 1000 : 0
  const waiting = { due: world.clock.now() + wait, delivery }
  world.waiting.push(waiting)
  if (mood === 'duplicate') world.waiting.push(waiting)
}

function deliver(hook: Hook, ping: Ping): SandboxDelivery {
  const parameters = {
    type: ping.type,
    event: ping.event,
    ...(ping.task === undefined ? {} : { taskId: ping.task }),
    projectId: ping.project,
    ...hook.parameters,
  }
  const json = hook.format === 'json'
  return {
    method: 'POST',
    url: hook.url,
    headers: { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' },
    body: json ? JSON.stringify(parameters) : formBody(hook, parameters),
  }
}

function formBody(hook: Hook, parameters: Readonly<Record<string, string>>): string {
  const form = hook.format === 'data' ? { data: JSON.stringify(parameters) } : parameters
  return new URLSearchParams(form).toString()
}

export function takeDue(world: World): readonly SandboxDelivery[] {
  const now = world.clock.now()
  const due = world.waiting.filter(waiting => waiting.due <= now)
  const rest = world.waiting.filter(waiting => waiting.due > now)
  world.waiting.splice(0, world.waiting.length, ...rest)
  return due.map(waiting => waiting.delivery)
}
