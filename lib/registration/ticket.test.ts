import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { authSecret } from "@/lib/auth/secret";
import { openTicket, sealTicket } from "./ticket";

const id = uuidv7();
const secret = authSecret();
const claims = { purpose: "registration", registrationId: id, registrationKind: "unit" };
const salt = "ce-registration";

test("a ticket says which registration it is about", async () => {
  for (const kind of ["unit", "person"] as const) {
    const text = await sealTicket({ id, kind });
    expect(text).not.toContain(id);
    expect(await openTicket(text)).toEqual({ id, kind });
  }
});

test("a session's cookie is no ticket, and a ticket is no session's cookie", async () => {
  const { decode } = await import("next-auth/jwt");
  expect(await openTicket(await encode({ token: { sessionId: id }, secret }))).toBeNull();
  expect(await openTicket(await encode({ token: { sessionId: id, ...claims }, secret }))).toBeNull();
  const ticket = await sealTicket({ id, kind: "unit" });
  // What lib/auth/session does with its cookie.
  await expect(decode({ token: ticket, secret })).rejects.toThrow();
});

test("a ticket of another purpose, of another key, past its time or tampered with is none", async () => {
  const seal = (change: object, options: object = {}) =>
    encode({ token: { ...claims, ...change }, secret, salt, ...options });
  expect(await openTicket(await seal({}))).toEqual({ id, kind: "unit" });
  expect(await openTicket(await seal({ purpose: "device" }))).toBeNull();
  expect(await openTicket(await seal({ registrationKind: "bureau" }))).toBeNull();
  expect(await openTicket(await seal({ registrationId: "1" }))).toBeNull();
  expect(await openTicket(await seal({}, { secret: "somebody else's" }))).toBeNull();
  // Beyond the leeway that clocks are given.
  expect(await openTicket(await seal({}, { maxAge: -60 }))).toBeNull();
  const ticket = await sealTicket({ id, kind: "unit" });
  expect(await openTicket(`${ticket.slice(0, -4)}AAAA`)).toBeNull();
  for (const text of [undefined, "", "x", "a.b.c.d.e"]) expect(await openTicket(text)).toBeNull();
});
