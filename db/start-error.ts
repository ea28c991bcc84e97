/** Why the platform can't start, as one Chinese sentence that tells the operator what to do. */
export class StartError extends Error {
  override name = "StartError";
}
