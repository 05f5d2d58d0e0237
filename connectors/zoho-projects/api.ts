import { z } from 'zod'

/** Ids have 15 to 19 digits and come now and then as numbers, which are right only as far as they are exact. */
export const id = z.union([
  z.string().regex(/^\d+$/),
  z.number().int().nonnegative().refine(Number.isSafeInteger).transform(String),
])

/** Where an id may be missing it may also be empty text. */
const maybeId = z.union([id, z.literal('').transform(() => null)]).nullish()

const text = z.string().nullish()
const flag = z.boolean().nullish()

/** Counts and percentages come as numbers or as text. */
const amount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)

/** A portal user. `zpuid` is what writes take; `zuid` is the Zoho account, which the CRM knows too. */
export const person = z.looseObject({
  zpuid: maybeId,
  zuid: id.nullish().catch(null),
  name: text,
  full_name: text,
  email: text,
  is_active: flag,
})

const named = z.looseObject({ id, name: text })
export const status = z.looseObject({ id, name: text, is_closed_type: flag })

const counts = z.looseObject({ open_count: amount, closed_count: amount }).nullish()

/** `GET /portals`, a bare array (projects.zoho.com/api-docs, "Get Portals"). */
export const portal = z.looseObject({ id, portal_name: text, org_name: text, timezone: text })

/** `GET /projects/{id}` (projects.zoho.com/api-docs, "Get Project Details"). */
export const project = z.looseObject({
  id,
  name: text,
  project_type: text,
  description: text,
  owner: person.nullish(),
  start_date: text,
  end_date: text,
  is_strict_project: flag,
  created_time: text,
  modified_time: text,
  last_modified_time: text,
  updated_by: person.nullish(),
  status: status.nullish(),
  project_group: named.nullish(),
  percent_complete: amount,
  is_completed: flag,
  tasks: counts,
})

/** `GET /projects/{id}/tasks/{id}` (projects.zoho.com/api-docs, "Get Task Details"). */
export const task = z.looseObject({
  id,
  name: text,
  description: text,
  status: status.nullish(),
  priority: text,
  project: named.nullish(),
  tasklist: named.nullish(),
  end_date: text,
  is_completed: flag,
  created_time: text,
  last_modified_time: text,
  updated_by: person.nullish(),
  association_info: z.looseObject({ has_comments: flag }).nullish().catch(null),
  parental_info: z.looseObject({ parent_task_id: maybeId }).nullish(),
  tags: z.array(named).nullish(),
  owners_and_work: z.looseObject({ owners: z.array(person).nullish() }).nullish(),
})

/** `GET …/tasks/{id}/comments` (projects.zoho.com/api-docs, "Comments"). An edit's time, and files, are inferred. */
export const comment = z.looseObject({
  id,
  comment: text,
  created_time: text,
  last_modified: text,
  updated_time: text,
  created_by: person.nullish(),
  attachments: z
    .array(z.looseObject({ name: text, url: text }))
    .nullish()
    .catch(null),
})

/** A client company (projects.zoho.com/api-docs, "Clients"); its shape is inferred. */
export const client = z.looseObject({
  id,
  name: text,
  client_name: text,
  company_name: text,
  is_primary: flag,
})

/** A person at a client (projects.zoho.com/api-docs, "Contacts"); its shape is inferred. */
export const contact = z.looseObject({
  id,
  name: text,
  email: text,
  client: z.looseObject({ id }).nullish().catch(null),
})

/** Anything that is only looked up by its name. */
export const entry = named

const words = z.union([z.string(), z.number().transform(String)]).nullish()

/** `GET /settings/fields?module=`: that items tell name, title and type is documented, under which keys is inferred. */
export const portalField = z
  .looseObject({
    api_name: z.string(),
    display_name: text,
    field_label: text,
    field_type: text,
    data_type: text,
    is_default: flag,
    is_custom_field: flag,
    options: z
      .array(z.looseObject({ name: words, value: words }))
      .nullish()
      .catch(null),
  })
  .transform(({ display_name, field_label, field_type, data_type, ...rest }) => ({
    ...rest,
    display_name: display_name ?? field_label,
    field_type: field_type ?? data_type,
  }))

const pageInfo = z.looseObject({ has_next_page: flag })

/** Beside a list; an array on some endpoints. */
export const pageInfoOf = z.looseObject({ page_info: z.union([pageInfo, z.array(pageInfo)]).nullish() })

/** `GET /restapi/portals/` of V2, whose `login_id` is the user that the token belongs to. */
export const legacyPortals = z.looseObject({ login_id: id })

/** What an admin's webhook sends: we ask for a thin ping, in whatever coat it comes. */
export const ping = z.looseObject({
  type: z.string().nullish(),
  taskId: maybeId,
  projectId: maybeId,
  commentId: maybeId,
  secret: z.string().nullish(),
})

export type Person = z.infer<typeof person>
export type Project = z.infer<typeof project>
export type Task = z.infer<typeof task>
export type Comment = z.infer<typeof comment>
export type Contact = z.infer<typeof contact>
export type Client = z.infer<typeof client>
export type PortalField = z.infer<typeof portalField>
export type Status = z.infer<typeof status>
