/** Our field names by the vendor's keys (projects.zoho.com/api-docs, "Create Task", "Create Project"). */
const keys = {
  task: {
    name: 'title',
    description: 'description',
    end_date: 'dueDate',
    priority: 'priority',
    status: 'status',
    owners_and_work: 'owner',
    owners: 'owner',
    parental_info: 'parent',
    parent_task: 'parent',
    parent_task_id: 'parent',
    tasklist: 'tasklist',
    tags: 'tags',
  },
  project: {
    name: 'name',
    description: 'description',
    owner: 'owner',
    start_date: 'start',
    end_date: 'end',
    project_group: 'group',
    copy_from: 'template',
  },
} as const

/** Our name of a key that the vendor complains about; undefined where it is none of ours. */
export function fieldNamed(entity: 'task' | 'project', key: string | null | undefined): string | undefined {
  return new Map<string, string>(Object.entries(keys[entity])).get(key ?? '')
}
