import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { type RegistrationKind, registrationKinds } from "@/db/enums";
import { registrationCookie } from "@/lib/auth/cookies";
import { authSecret } from "@/lib/auth/secret";

/*
 * The ticket is what a visitor has in place of an account: it says which registration this browser is working on.
 * It is sealed with a key of its own (the salt) and says what it is for, so that neither can stand in for the other:
 * a session's cookie is no ticket, and a ticket logs nobody in.
 */

const purpose = "registration";
const salt = "ce-registration";
const seconds = 24 * 3600;

const ticketSchema = z.object({
  purpose: z.literal(purpose),
  registrationId: z.uuid(),
  registrationKind: z.enum(registrationKinds),
});
export type Ticket = { id: string; kind: RegistrationKind };

/** The ticket as text, good for 24 hours. */
export const sealTicket = ({ id, kind }: Ticket): Promise<string> =>
  encode({
    token: { purpose, registrationId: id, registrationKind: kind },
    secret: authSecret(),
    salt,
    maxAge: seconds,
  });

/** Null: forged, of another purpose, or past its time. */
export async function openTicket(text: string | undefined): Promise<Ticket | null> {
  if (!text) return null;
  try {
    const parsed = ticketSchema.safeParse(await decode({ token: text, secret: authSecret(), salt }));
    return parsed.success ? { id: parsed.data.registrationId, kind: parsed.data.registrationKind } : null;
  } catch {
    return null;
  }
}

/** The ticket that this request carries, of whichever kind; whether the registration still exists it doesn't know. */
export const anyTicket = async (): Promise<Ticket | null> =>
  openTicket((await cookies()).get(registrationCookie().name)?.value);

/** The id of the registration of this kind that this browser is working on, or null. */
export async function readTicket(kind: RegistrationKind): Promise<string | null> {
  const ticket = await anyTicket();
  return ticket?.kind === kind ? ticket.id : null;
}

/** Hands the browser a ticket in place of any it had. For actions and route handlers: pages can't set cookies. */
export async function writeTicket(id: string, kind: RegistrationKind): Promise<void> {
  const { name, options } = registrationCookie();
  (await cookies()).set(name, await sealTicket({ id, kind }), { ...options, maxAge: seconds });
}

/** Takes the ticket away: what was submitted is looked up with the password from then on. */
export async function dropTicket(): Promise<void> {
  const { name, options } = registrationCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
