import { AppError } from "@/lib/errors";

/** A file that is refused for what it is; `status` is the HTTP status of the answer. */
export class FileRefusal extends AppError {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super("invalid", message);
  }
}
