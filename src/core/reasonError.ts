/** An error whose reason is a word that code can branch on. `detail` is technical: for the log, not for the user. */
export class ReasonError<Reason extends string> extends Error {
  constructor(
    readonly reason: Reason,
    readonly detail = '',
  ) {
    super(detail ? `${reason}: ${detail}` : reason);
  }
}
