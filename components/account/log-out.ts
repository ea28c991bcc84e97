import { signOut } from "next-auth/react";
import { dropAllDrafts } from "@/components/form/draft";

/** §2.2 退出登录: ends the session, forgets what was typed in this tab, and goes to the login page. */
export function logOut(): void {
  dropAllDrafts();
  void signOut({ callbackUrl: "/login" });
}
