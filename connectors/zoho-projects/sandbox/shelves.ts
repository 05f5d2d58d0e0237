/** Rows by id, and again by what they lie in; each shelf in the order in which its rows came. */
export class Shelves<Row> extends Map<string, Row> {
  readonly #place: (row: Row) => string
  readonly #shelves = new Map<string, Map<string, Row>>()

  constructor(place: (row: Row) => string) {
    super()
    this.#place = place
  }

  on(place: string): readonly Row[] {
    return [...(this.#shelves.get(place)?.values() ?? [])]
  }

  override set(id: string, row: Row): this {
    const before = this.get(id)
    const place = this.#place(row)
    if (before !== undefined && this.#place(before) !== place)
      this.#shelves.get(this.#place(before))?.delete(id)
    const shelf = this.#shelves.get(place) ?? new Map<string, Row>()
    this.#shelves.set(place, shelf.set(id, row))
    return super.set(id, row)
  }

  override delete(id: string): boolean {
    const before = this.get(id)
    if (before !== undefined) this.#shelves.get(this.#place(before))?.delete(id)
    return super.delete(id)
  }
}
