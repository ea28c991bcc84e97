"use client";

import { usePathname, useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { LinkTabs } from "@/components/ui/tabs";
import { learningForms } from "@/db/enums";
import { learningFormSpecs } from "@/lib/hours/forms";
import { formOf } from "@/lib/hours/schema";
import { listHref } from "@/lib/list";
import { DeclarationForm } from "./declaration-form";

type Props = Omit<ComponentProps<typeof DeclarationForm>, "form" | "defaults">;

/**
 * A new declaration: the choice of a learning form, kept in the address, and that form. What is typed into another
 * form is kept. The server is not asked for the next form: on a slow network the former one would stand there
 * meanwhile, look alike, and take with it what was filled in by then.
 */
export function NewDeclaration(declaration: Props) {
  const pathname = usePathname();
  const search = Object.fromEntries(useSearchParams());
  const form = formOf(search);
  return (
    <>
      <LinkTabs
        label="学习形式"
        className="mb-4"
        items={learningForms.map((key) => ({
          href: listHref(pathname, search, { form: key }),
          label: learningFormSpecs[key].label,
          active: key === form,
        }))}
        onChoose={(href) => window.history.pushState(null, "", href)}
      />
      <DeclarationForm key={form} form={form} {...declaration} />
    </>
  );
}
