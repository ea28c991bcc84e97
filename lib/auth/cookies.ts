import "server-only";

/** Whether browsers reach the site by https; told by NEXTAUTH_URL. */
export const isSecureSite = (): boolean => process.env.NEXTAUTH_URL?.startsWith("https://") ?? false;

/** A cookie that scripts cannot read and other sites cannot send along with a post. */
const cookie = (name: string) => {
  const secure = isSecureSite();
  return {
    name: `${secure ? "__Host-" : ""}${name}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  } as const;
};

export const sessionCookie = () => cookie("ce-session");
/** Remembers which accounts have logged in from this browser; see device.ts. */
export const deviceCookie = () => cookie("ce-device");
/** Says which registration this browser is working on; see lib/registration/ticket. */
export const registrationCookie = () => cookie("ce-registration");
