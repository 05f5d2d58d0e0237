import type { z } from 'zod'
import type { Actor, Role, Verb } from '../../engine/verbs/verb.ts'
import type { Html } from './html.ts'
import type { IconName } from './icons.ts'

/** A form as it was sent: every field with all its values. */
export type Form = Readonly<Record<string, readonly string[]>>

/** What somebody tried to do on a page, and why it could not be done. What they typed is not lost. */
export interface Failed {
  readonly action: string
  readonly words: string
  readonly form: Form
}

/** One request for a page, by somebody who may see it. */
export interface Visit<Query = Readonly<Record<string, unknown>>> {
  readonly actor: Actor
  /** The path's parameters and the query, read by the page's schema. */
  readonly query: Query
  /** Path and query of this page, as they were asked for. */
  readonly url: string
  /** Where Baton is reached, without a slash at the end: `https://baton.example.test`. */
  readonly origin: string
  /** The viewer's time zone: `Europe/Vienna`. */
  readonly zone: string
  readonly now: Date
  readonly failed: Failed | null
  /** Performs a verb as the viewer. */
  ask<Ask extends z.ZodObject, Answer extends z.ZodType>(
    verb: Verb<Ask, Answer>,
    input: z.input<Ask>,
  ): Promise<z.output<Answer>>
  may(verb: Pick<Verb, 'roles'>): boolean
}

/** What came of an action, in words, and where to go; on the same page when left out. */
export interface Said {
  readonly words: string
  readonly tone?: 'good' | 'warn'
  readonly to?: string
  /** The form that takes it back: an action of the page, and its fields. */
  readonly undo?: Undo
}

export interface Undo {
  readonly do: string
  readonly fields: Readonly<Record<string, string | readonly string[]>>
}

/** Something a page lets people do: a form's fields become the question of a verb. */
export interface Action<
  Ask extends z.ZodObject = z.ZodObject,
  Answer extends z.ZodType = z.ZodType,
  Query = Readonly<Record<string, unknown>>,
> {
  readonly verb: Verb<Ask, Answer>
  read(form: Form, visit: Visit<Query>): unknown
  said(answer: z.output<Answer>, visit: Visit<Query>, form: Form): Said
}

/** Where a page stands in the navigation. Pages without one are reached by links. */
export interface Nav {
  readonly label: string
  readonly icon: IconName
  readonly group: 'work' | 'look' | 'set up'
  /** Other pages that are shown as being in the same place. */
  readonly covers?: readonly string[]
}

/** A page: what it is asked with, what it reads through verbs, and how that looks. */
export interface Page<Query extends z.ZodObject = z.ZodObject, Model = unknown> {
  /** Express's way of writing paths: `/deals/:connection/:deal`. */
  readonly path: string
  readonly title: string
  readonly roles: readonly Role[]
  readonly nav?: Nav
  /** Path parameters and query. All of it is text; what does not fit is answered with 404. */
  readonly query: Query
  load(visit: Visit<z.output<Query>>): Promise<Model>
  view(model: Model, visit: Visit<z.output<Query>>): Html
  /** True: it draws charts. */
  readonly charts?: boolean
  /** Roles that see it without the rest of the console around it: who comes from a button in another tool. */
  readonly alone?: readonly Role[]
  /** A title that depends on what was read. */
  titleOf?(model: Model): string
  /** What can be done here: `POST` to the page's own address, with the name in the field `do`. */
  readonly actions?: Readonly<Record<string, Action>>
}

/** The identity function, for its types. */
export function definePage<Query extends z.ZodObject, Model>(page: Page<Query, Model>): Page<Query, Model> {
  return page
}

/** The identity function, for its types. */
export function defineAction<
  Ask extends z.ZodObject,
  Answer extends z.ZodType,
  Query = Readonly<Record<string, unknown>>,
>(action: Action<Ask, Answer, Query>): Action<Ask, Answer, Query> {
  return action
}
