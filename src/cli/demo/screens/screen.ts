/** A task as somebody sees it at a vendor's screen. */
export interface TaskShown {
  /** As the connector names the row. */
  readonly id: string
  readonly title: string
  /** A calendar day. */
  readonly due: string | null
  readonly text: string
  readonly isClosed: boolean
}

export interface NewTask {
  /** The deal, or the project, that it belongs to. */
  readonly in: string
  readonly title: string
  readonly due?: string
  readonly text?: string
  readonly isClosed?: boolean
  /** The task above it, where the vendor has subtasks. */
  readonly parent?: string
  /** True: it is Bo's to do; else nobody's, where the vendor allows that. */
  readonly isForSales?: boolean
}

export interface TaskEdit {
  readonly title?: string
  readonly due?: string
  readonly text?: string
  readonly isClosed?: boolean
}

export interface ProjectShown {
  readonly id: string
  readonly name: string
  readonly start: string | null
  readonly end: string | null
  /** Whether it keeps its tasks within its schedule. */
  readonly isStrict: boolean
  /** Id of the client that it is for. */
  readonly client: string | null
}

/** What people do and see at one vendor's own screen, in words that are the same for every vendor. */
export interface Screen {
  /** The vendor's name. */
  readonly title: string
  addTask(task: NewTask): Promise<string>
  editTask(id: string, edit: TaskEdit): Promise<void>
  removeTask(id: string): Promise<void>
  tasksIn(home: string): Promise<readonly TaskShown[]>
  /** Says something under a task. */
  sayOn(task: string, words: string): Promise<void>
  /** What is said under a task, as anybody reads it there. */
  saidOn(task: string): Promise<readonly string[]>
}

/** The CRM's screen, with Bo of sales in front of it. */
export interface CrmScreen extends Screen {
  addAccount(name: string): Promise<string>
  /** An open deal, of the sort that the mapping gives the first of its templates. */
  addDeal(deal: { readonly name: string; readonly account: string }): Promise<string>
  winDeal(id: string): Promise<void>
}

/** The project tool's screen, with Cy of delivery in front of it. */
export interface PmScreen extends Screen {
  addClient(name: string): Promise<string>
  clientsNamed(name: string): Promise<readonly string[]>
  /** A project that somebody made by hand. */
  addProject(project: { readonly name: string; readonly client: string }): Promise<string>
  projectsNamed(name: string): Promise<readonly ProjectShown[]>
  endProjectOn(id: string, day: string): Promise<void>
  /** Bo gets an account here too, and is in the projects that are made from now on. */
  welcomeSales?(): Promise<void>
  /** The name by which a mapping means this template here. */
  templateName(name: string): string
  /** The next project is made, and the line is cut before the answer. Only a vendor in a box can. */
  loseAnswer?(): void
  /** What an admin does where no API makes webhooks. */
  makeWebhooks?(callback: string, secret: string): void
}
