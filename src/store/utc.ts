/** A moment as ISO 8601 in UTC, to the second; null where it is infinite or none. */
export const utc = (column: string) =>
  `case when isfinite(${column}) then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end`
