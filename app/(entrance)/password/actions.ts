"use server";

import * as account from "@/lib/account/commands";
import { changePasswordSchema } from "@/lib/account/schema";
import { action } from "@/lib/action";

export const changePassword = action(
  { permission: "account", schema: changePasswordSchema },
  account.changePassword,
);
