/** Pages about one thing need to be told which. */
const examples: Readonly<Record<string, string>> = {
  '/deals/:connection/:deal': '/deals/crm/open',
  '/accounts/changes': '/accounts/changes?mapping=pockets',
  '/accounts/choose': `/accounts/choose?mapping=pockets&side=crm&row=${encodeURIComponent('["crm","harbour"]')}`,
  '/clients/:mapping/:account': '/clients/pockets/zylker',
  '/tasks/:mapping/:side/:task': '/tasks/pockets/crm/t1',
  '/connections/new/:connector': '/connections/new/pocket-crm?name=crm',
  '/connections/consent': '/connections/consent?ticket=an-invented-one',
  '/mappings/plans/:preview': '/mappings/plans/1',
  '/mappings/:mapping': '/mappings/pockets',
  '/mappings/:mapping/links': '/mappings/pockets/links',
  '/connections/:connection': '/connections/crm',
}

/** An address of a page, by its path. */
export function exampleOf(path: string): string {
  return examples[path] ?? path
}
