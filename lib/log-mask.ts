import { maskIdNumber } from "./id-number";

const idNumbers = /(?<!\d)[1-9]\d{16}[\dXx](?!\d)/g;

/** A text for the log: every ID number in it masked. */
export const maskLog = (text: string): string => text.replace(idNumbers, maskIdNumber);

/**
 * Masks ID numbers in every error that this process logs from now on: a failed query is logged with its
 * parameters, and an error's message may quote what was typed.
 */
export function maskErrors(): void {
  const { stderr } = process;
  const write = stderr.write.bind(stderr) as (chunk: string | Uint8Array, ...rest: unknown[]) => boolean;
  stderr.write = ((chunk: string | Uint8Array, ...rest: unknown[]) =>
    write(typeof chunk === "string" ? maskLog(chunk) : chunk, ...rest)) as typeof stderr.write;
}
