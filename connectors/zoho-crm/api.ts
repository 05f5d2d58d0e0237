import { z } from 'zod'

/** Ids have 17 to 19 digits: as a number they are only right while JavaScript can hold them exactly. */
export const id = z.union([
  z.string().regex(/^\d+$/),
  z.number().int().nonnegative().refine(Number.isSafeInteger).transform(String),
])

const text = z.string().nullish()

/** A linked record. COQL and writes show only the id (zoho.com/crm/developer/docs/api/v8/get-records.html). */
export const lookup = z.looseObject({ id, name: text, email: text })

/** One record; what it holds depends on the module, so fields are read by `translate.ts`. */
export const record = z.looseObject({
  id,
  Modified_Time: text,
  Modified_By: lookup.nullish(),
  $se_module: z.unknown().optional(),
})

const info = z.looseObject({ more_records: z.boolean().nullish() }).nullish()

/** `POST /crm/v8/coql`; an empty list is a 204 without a body. */
export const recordList = z.looseObject({ data: z.array(record), info })

/** `GET /crm/v8/{Module}`, whose records are read one by one. */
export const anyList = z.looseObject({ data: z.array(z.unknown()), info })

/** `GET /crm/v8/{Module}/deleted` (zoho.com/crm/developer/docs/api/v8/get-deleted-records.html). */
export const deletedList = z.looseObject({
  data: z.array(z.looseObject({ id, deleted_time: text })),
  info,
})

/** One entry of a write's answer (zoho.com/crm/developer/docs/api/v8/insert-records.html). */
export const outcome = z.looseObject({
  code: z.string(),
  status: z.string().nullish(),
  message: text,
  details: z.looseObject({ id: id.optional() }).nullish(),
})

export const outcomeList = z.looseObject({ data: z.array(outcome) })

/** `GET /crm/v8/users` (zoho.com/crm/developer/docs/api/v8/get-users.html). */
export const user = z.looseObject({
  id,
  zuid: id.nullish(),
  full_name: text,
  first_name: text,
  last_name: text,
  email: text,
  status: text,
  time_zone: text,
  Modified_Time: text,
})

export const userList = z.looseObject({ users: z.array(z.unknown()), info })

/** `GET /crm/v8/org` (zoho.com/crm/developer/docs/api/v8/get-org-data.html). */
export const organisation = z.looseObject({
  org: z
    .array(
      z.looseObject({
        company_name: text,
        zgid: id.nullish(),
        time_zone: text,
        license_details: z.looseObject({ paid_type: text }).nullish().catch(null),
      }),
    )
    .min(1),
})

/** `GET /crm/v8/settings/layouts?module=Deals` (zoho.com/crm/developer/docs/api/v8/layouts-meta.html). */
export const layoutList = z.looseObject({ layouts: z.array(z.looseObject({ id })) })

/** `GET /crm/v8/settings/pipeline?layout_id=` (zoho.com/crm/developer/docs/api/v8/get-pipelines.html). */
export const pipelineList = z.looseObject({
  pipeline: z.array(
    z.looseObject({
      maps: z
        .array(z.looseObject({ display_value: text, actual_value: text, forecast_type: text }))
        .nullish(),
    }),
  ),
})

/** `GET /crm/v8/settings/fields?module=` (zoho.com/crm/developer/docs/api/v8/field-meta.html). */
export const fieldList = z.looseObject({
  fields: z.array(
    z.looseObject({
      api_name: z.string(),
      field_label: text,
      data_type: text,
      length: z.number().nullish(),
      custom_field: z.boolean().nullish(),
      read_only: z.boolean().nullish(),
      operation_type: z.looseObject({ api_update: z.boolean().nullish() }).nullish(),
      unique: z.unknown().optional(),
      pick_list_values: z
        .array(z.looseObject({ actual_value: text, display_value: text }))
        .nullish()
        .catch(null),
      lookup: z
        .looseObject({ module: z.looseObject({ api_name: text }).nullish().catch(null) })
        .nullish()
        .catch(null),
      textarea: z.looseObject({ type: text }).nullish().catch(null),
    }),
  ),
})

/** `GET /crm/v8/{Module}/{id}/__timeline` (zoho.com/crm/developer/docs/api/v8/timeline-of-a-record.html). */
export const timeline = z.looseObject({
  __timeline: z.array(
    z.looseObject({
      action: text,
      audited_time: text,
      done_by: lookup.nullish().catch(null),
      field_history: z
        .array(z.looseObject({ api_name: text }))
        .nullish()
        .catch(null),
    }),
  ),
  info: z.looseObject({ more_records: z.boolean().nullish(), next_page_token: text }).nullish(),
})

/** `POST /crm/v8/settings/fields` (zoho.com/crm/developer/docs/api/v8/create-custom-field.html). */
export const madeFields = z.looseObject({ fields: z.array(z.looseObject({ code: z.string() })).min(1) })

/** `POST|PATCH /crm/v8/actions/watch` (zoho.com/crm/developer/docs/api/v8/notifications/enable.html). */
export const watchList = z.looseObject({
  watch: z.array(
    z.looseObject({
      code: z.string(),
      status: z.string().nullish(),
      details: z
        .looseObject({ events: z.array(z.looseObject({ channel_expiry: text })).nullish() })
        .nullish(),
    }),
  ),
})

/** `GET /crm/v8/actions/watch` (zoho.com/crm/developer/docs/api/v8/notifications/get-details.html). */
export const channelList = z.looseObject({
  watch: z.array(
    z.looseObject({ channel_id: z.union([z.string(), z.number().transform(String)]), channel_expiry: text }),
  ),
})

/** The body of a notification; only these keys are documented well enough to be used. */
export const notification = z.looseObject({
  module: z.string(),
  ids: z.array(id),
  token: z.string().nullish(),
})

export type CrmRecord = z.infer<typeof record>
export type CrmUser = z.infer<typeof user>
export type CrmField = z.infer<typeof fieldList>['fields'][number]
export type CrmOutcome = z.infer<typeof outcome>
