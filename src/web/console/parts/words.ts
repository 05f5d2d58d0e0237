/** `1 question`, `3 questions`. */
export function count(many: number, one: string, more = `${one}s`): string {
  return `${many.toLocaleString('en')} ${many === 1 ? one : more}`
}

/** All counts together. */
export function sum(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((all, one) => all + one.count, 0)
}
