import { z } from 'zod'

/** Ids are 17 letters and digits; those of the system's own records are words (`system`, `1`). */
const id = z.string().regex(/^[\w-]+$/)
const text = z.string().nullish()

/** One record; what it holds depends on its type, so fields are read by `translate.ts`. */
export const record = z.looseObject({
  id,
  modifiedAt: text,
  modifiedById: text,
  createdAt: text,
  createdById: text,
  versionNumber: z.number().int().nullish(),
})

/** A record of a list: it is read by itself afterwards, so that one in an unknown shape stops no other. */
export const listed = z.looseObject({ id })

/** `GET /{Type}`. */
export const recordList = z.looseObject({ list: z.array(listed) })

/** `GET /App/user`: whose key this is, and the site's own settings. */
export const appUser = z.looseObject({
  user: z.looseObject({ id, userName: text, name: text }),
  settings: z.looseObject({ timeZone: text }).nullish(),
})

const fieldDefinition = z.looseObject({
  type: text,
  maxLength: z.number().nullish(),
  options: z.array(z.unknown()).nullish().catch(null),
  probabilityMap: z.record(z.string(), z.number().nullable()).nullish().catch(null),
})

/** `GET /Metadata?key=entityDefs.{Type}`; null where the role may not see the type. */
export const typeDefinition = z
  .looseObject({ fields: z.record(z.string(), fieldDefinition.nullable().catch(null)) })
  .nullable()

/** `GET /Webhook`. The key that deliveries are signed with is shown to the webhook's own user. */
export const webhook = z.looseObject({
  id,
  event: z.string(),
  url: z.string(),
  isActive: z.boolean().nullish(),
  secretKey: text,
})

/** The answer to making one: the only sure showing of its key. */
export const newWebhook = webhook.extend({ secretKey: z.string().min(1) })

export const webhookList = z.looseObject({ list: z.array(webhook) })

/** `GET /{Type}/{id}/stream`: what happened to a record, newest first. */
export const streamNote = z.looseObject({
  type: text,
  createdById: text,
  data: z
    .looseObject({ fields: z.array(z.unknown()).nullish().catch(null), value: z.unknown().optional() })
    .nullish()
    .catch(null),
})

export const stream = z.looseObject({ list: z.array(streamNote) })

/** What deliveries carry: a list of changes, each with the record's id and things that Baton does not believe. */
export const changes = z.array(z.looseObject({ id }))

/** The body of a refusal, where there is one. */
export const refusal = z.looseObject({
  messageTranslation: z.looseObject({
    label: z.string(),
    data: z.looseObject({ field: text, type: text, foreignEntityType: text }).nullish().catch(null),
  }),
})

/** A write with an outdated version number: what the record shows instead. */
export const outdated = z.looseObject({ versionNumber: z.number() })

export type EspoRecord = z.infer<typeof record>
export type Listed = z.infer<typeof listed>
export type StreamNote = z.infer<typeof streamNote>
export type EspoWebhook = z.infer<typeof webhook>
