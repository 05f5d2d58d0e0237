import { z } from 'zod'

/** Redmine's ids are small numbers; rows carry them as text. */
const id = z.number().int().nonnegative().transform(String)
const text = z.string().nullish()
const named = z.looseObject({ id, name: text })

/** A field that takes several values shows a list. */
const customValue = z.looseObject({
  id,
  name: text,
  value: z.union([z.string(), z.array(z.string())]).nullish(),
})

/** redmine.org/projects/redmine/wiki/Rest_Projects */
export const project = z.looseObject({
  id,
  name: text,
  identifier: z.string(),
  description: text,
  parent: named.nullish(),
  /** 1 active, 5 closed, 9 archived, 10 about to be deleted. */
  status: z.number().nullish(),
  custom_fields: z.array(customValue).nullish(),
  trackers: z.array(named).nullish(),
  enabled_modules: z.array(named).nullish(),
  issue_custom_fields: z.array(named).nullish(),
  created_on: text,
  updated_on: text,
})

const journal = z.looseObject({
  id: id.optional(),
  user: named.nullish(),
  notes: text,
  private_notes: z.boolean().nullish(),
  created_on: text,
  details: z.array(z.looseObject({ property: text, name: text, old_value: text, new_value: text })).nullish(),
})

const status = z.looseObject({ id, name: z.string(), is_closed: z.boolean().nullish() })

/** redmine.org/projects/redmine/wiki/Rest_Issues. Associations that are empty are left out. */
export const issue = z.looseObject({
  id,
  project: named,
  tracker: named,
  status,
  priority: named.nullish(),
  author: named.nullish(),
  assigned_to: named.nullish(),
  parent: z.looseObject({ id }).nullish(),
  subject: text,
  description: text,
  start_date: text,
  due_date: text,
  done_ratio: z.number().nullish(),
  estimated_hours: z.number().nullish(),
  custom_fields: z.array(customValue).nullish(),
  created_on: text,
  updated_on: text,
  journals: z.array(journal).nullish(),
  allowed_statuses: z.array(status).nullish(),
  children: z.array(z.looseObject({ id })).nullish(),
})

/** redmine.org/projects/redmine/wiki/Rest_Users. `api_key` stands beside these and is never kept. */
export const user = z.looseObject({
  id,
  login: text,
  admin: z.boolean().nullish(),
  firstname: text,
  lastname: text,
  mail: text,
  status: z.number().nullish(),
})

/** redmine.org/projects/redmine/wiki/Rest_Versions */
export const version = z.looseObject({
  id,
  name: z.string(),
  project: named,
  status: text,
  due_date: text,
  created_on: text,
  updated_on: text,
})

/** redmine.org/projects/redmine/wiki/Rest_CustomFields */
export const customField = z.looseObject({
  id,
  name: z.string(),
  customized_type: z.string(),
  field_format: z.string(),
  multiple: z.boolean().nullish(),
  is_required: z.boolean().nullish(),
  is_filter: z.boolean().nullish(),
  max_length: z.number().nullish(),
  possible_values: z.array(z.looseObject({ value: z.string(), label: text })).nullish(),
})

/** redmine.org/projects/redmine/wiki/Rest_Memberships */
export const membership = z.looseObject({
  user: named.nullish(),
  group: named.nullish(),
  roles: z.array(z.looseObject({ id, inherited: z.boolean().nullish() })),
})

export const listedStatus = status
export const listedName = z.looseObject({ id, name: z.string(), active: z.boolean().nullish() })

/** All that a list has to say of an item for it to have a name. */
export const numbered = z.looseObject({ id: z.number() })

/** Beside every paged list. */
export const counts = z.looseObject({ total_count: z.number() })

export type Project = z.infer<typeof project>
export type Journal = z.infer<typeof journal>
export type Issue = z.infer<typeof issue>
export type Version = z.infer<typeof version>
export type User = z.infer<typeof user>
export type CustomField = z.infer<typeof customField>
export type CustomValue = z.infer<typeof customValue>
