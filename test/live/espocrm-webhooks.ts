import { z } from 'zod'
import { call } from './call.ts'

/** EspoCRM keeps fifty for an API user. */
const list = z.object({ list: z.array(z.object({ id: z.string(), url: z.string() })) })

/**
 * Deletes the webhooks that lead to this machine: those of this run, and those of one that was cut off. They are listed
 * for the API user that made them only.
 */
export async function forgetWebhooks(url: string, key: string): Promise<void> {
  const headers = { 'x-api-key': key }
  const webhooks = `${url}/api/v1/Webhook`
  const made = list.parse(await call(`${webhooks}?maxSize=200`, headers)).list
  const ours = made.filter(each => each.url.startsWith('http://127.0.0.1:'))
  for (const { id } of ours) await call(`${webhooks}/${id}`, headers, 'DELETE')
}
