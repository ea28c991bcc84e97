import "next-auth/jwt";

declare module "next-auth" {
  /** What `authorize` returns: the id of a row of `sessions`. */
  interface User {
    id: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}
