"use client";

import type { Route } from "next";
import Form from "next/form";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { UrlLink } from "@/components/ui/url-link";
import { cn } from "@/lib/cn";

/**
 * A list's filters. Submitting puts the named controls into the address, where the list reads them; the page
 * number is left out, so a new search begins on page 1.
 */
export function FilterBar({
  action,
  keep = {},
  children,
}: {
  /** The list's path, without a query. */
  action: Route;
  /** Parameters that stay as they are (the tab, the sort); 重置 leaves them too. */
  keep?: Record<string, string | undefined>;
  /** FilterSearch, FilterSelect and FilterField elements. */
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  // Controls changed while a search is on its way: they say what the next one will be. Null: none is.
  const changed = useRef<Set<string> | null>(null);
  const params = useSearchParams();
  const kept = Object.entries(keep).filter((entry): entry is [string, string] => Boolean(entry[1]));

  // The URL is the state: after 重置 and after going back, the controls must say what it says.
  useEffect(() => {
    const keep = changed.current;
    changed.current = null;
    for (const control of form.current?.elements ?? []) {
      if (keep?.has(control.getAttribute("name") ?? "")) continue;
      if (control instanceof HTMLSelectElement) {
        control.value = params.get(control.name) ?? "";
        if (control.selectedIndex < 0) control.selectedIndex = 0;
      } else if (control instanceof HTMLInputElement && control.type === "checkbox") {
        control.checked = params.getAll(control.name).includes(control.value);
      } else if (control instanceof HTMLInputElement && control.type !== "hidden") {
        control.value = params.get(control.name) ?? "";
      }
    }
  }, [params]);

  const query = new URLSearchParams(kept).toString();
  return (
    <search className="print:hidden">
      <Form
        ref={form}
        action={action}
        prefetch={false}
        onSubmit={() => {
          changed.current ??= new Set();
        }}
        onInput={(event) => {
          changed.current?.add((event.target as HTMLInputElement).name);
        }}
        className="mb-4 flex flex-wrap items-end gap-3 rounded-lg border bg-card p-4"
      >
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <div className="flex gap-2">
          <Button type="submit">查询</Button>
          <Button asChild variant="outline">
            <UrlLink
              href={query ? `${action}?${query}` : action}
              onClick={() => {
                changed.current = null;
              }}
            >
              重置
            </UrlLink>
          </Button>
        </div>
      </Form>
    </search>
  );
}

/** A control of a FilterBar under its label. */
export function FilterField({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={cn("block w-[calc(50%-0.375rem)] max-sm:first-of-type:w-full sm:w-44", className)}>
      <span className="block text-muted-foreground">{label}</span>
      {children}
    </label>
  );
}

/** A FilterBar's search text, the list's filter `q`. */
export function FilterSearch({
  label,
  value,
  className,
}: {
  label: string;
  value: string | undefined;
  className?: string;
}) {
  return (
    <FilterField label={label} className={className}>
      <Input name="q" defaultValue={value} maxLength={50} />
    </FilterField>
  );
}

/** A FilterBar's choice from a list; the empty choice, `every`, sets no filter. */
export function FilterSelect({
  label,
  name,
  value,
  options,
  every = "全部",
  className,
}: {
  label: string;
  name: string;
  value: string | number | undefined;
  options: readonly { value: string | number; label: string | number }[];
  every?: string;
  className?: string;
}) {
  return (
    <FilterField label={label} className={className}>
      <Select name={name} defaultValue={value ?? ""}>
        <option value="">{every}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </FilterField>
  );
}
