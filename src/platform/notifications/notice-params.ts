/**
 * Words of a notice: case numbers, product and organisation names, counts, days, codes. No amounts and no personal data:
 * these go into mails. The officer to ask is the exception: the footer names them.
 */
export interface NoticeParams {
  /** The case number, RZ-2026-000123. */
  readonly number?: string;
  readonly officerName?: string;
  readonly officerPhone?: string;
  readonly [name: string]: string | number | readonly string[] | undefined;
}
