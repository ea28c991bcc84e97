"use server";

import { action } from "@/lib/action";
import { contactSchema, ownChangeSchema, personChangeSchema, titleChangeSchema } from "@/lib/person/change";
import { editContact } from "@/lib/person/commands";
import { changeOwnPhoto } from "@/lib/person/photo/commands";
import { ownPhotoSchema } from "@/lib/person/photo/schema";
import { remindPersonChange, submitPersonChange, withdrawPersonChange } from "@/lib/review/person-change";

export const saveContact = action({ permission: "self", schema: contactSchema }, editContact);
export const saveOwnPhoto = action({ permission: "self", schema: ownPhotoSchema }, changeOwnPhoto);
export const submitOwnChange = action({ permission: "self", schema: personChangeSchema }, submitPersonChange);
export const submitOwnTitle = action({ permission: "self", schema: titleChangeSchema }, submitPersonChange);
export const withdrawOwnChange = action(
  { permission: "self", schema: ownChangeSchema },
  withdrawPersonChange,
);
export const remindOwnChange = action({ permission: "self", schema: ownChangeSchema }, remindPersonChange);
