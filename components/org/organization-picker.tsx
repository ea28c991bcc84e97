"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useController } from "react-hook-form";
import { FieldFrame, useField } from "@/components/form/field";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import { divisions } from "@/lib/reference/divisions";
import type { FoundOrganization } from "@/lib/registration/queries";
import type { Purpose } from "@/lib/registration/schema";
import type { ActionResult } from "@/lib/result";
import { useOrganizationSearch } from "./use-organization-search";

/** The visitor action `searchOrganizations` of app/(entrance)/register/actions: the page hands it over. */
export type SearchOrganizations = (query: {
  purpose: Purpose;
  q: string;
  divisionCode: string;
}) => Promise<ActionResult<FoundOrganization[]>>;

/** What the field holds; null or undefined: nothing chosen yet. */
type Choice = { id: string; name: string };

/**
 * A field of the form that holds `{ id, name }` of an organization, found by region and name. `purpose` superior:
 * 人社局, 主管部门 and units; unit: units only. Its schema is `organizationChoice` of lib/org/schema.
 */
export function OrganizationPicker({
  name,
  label,
  hint,
  required,
  purpose,
  search,
  className,
  empty,
}: {
  name: string;
  label: string;
  hint?: ReactNode;
  required?: boolean;
  purpose: Purpose;
  search: SearchOrganizations;
  className?: string;
  /** Said when nothing is found: whom to ask. */
  empty?: ReactNode;
}) {
  const { field } = useController({ name });
  const { id, message, aria } = useField(name, hint);
  const chosen = (field.value ?? null) as Choice | null;
  const moved = useRef(false);
  // What was used is gone: the focus goes on to what took its place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a choice, or its taking back, moves the focus
  useEffect(() => {
    if (moved.current) document.getElementById(id)?.focus();
    moved.current = false;
  }, [chosen]);
  const choose = (choice: Choice | null) => {
    moved.current = true;
    field.onChange(choice);
  };

  return (
    <FieldFrame {...{ id, label, required, hint, message }} className={cn("sm:col-span-2", className)}>
      {chosen ? (
        <div className="flex flex-wrap items-center gap-3 rounded-md border bg-card px-3 py-2">
          <span className="min-w-0 flex-1 font-medium wrap-anywhere">{chosen.name}</span>
          <Button
            id={id}
            variant="outline"
            size="sm"
            aria-label={`更换${label}，现为${chosen.name}`}
            aria-describedby={aria["aria-describedby"]}
            onClick={() => choose(null)}
          >
            更换
          </Button>
        </div>
      ) : (
        <SearchBox
          id={id}
          aria={aria}
          purpose={purpose}
          search={search}
          empty={empty}
          onChoose={(organization) => choose({ id: organization.id, name: organization.name })}
        />
      )}
    </FieldFrame>
  );
}

function SearchBox({
  id,
  aria,
  purpose,
  search,
  empty,
  onChoose,
}: {
  id: string;
  aria: ReturnType<typeof useField>["aria"];
  purpose: Purpose;
  search: SearchOrganizations;
  empty?: ReactNode;
  onChoose: (organization: FoundOrganization) => void;
}) {
  const listId = useId();
  const [text, setText] = useState("");
  const [divisionCode, setDivisionCode] = useState("");
  const [active, setActive] = useState(-1);
  const { found, status } = useOrganizationSearch(search, { purpose, q: text, divisionCode });
  const optionId = (index: number) => `${listId}-${index}`;

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    const picked = found[active] ?? (found.length === 1 ? found[0] : undefined);
    if (event.key === "ArrowDown") setActive(Math.min(active + 1, last));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter") {
      if (picked) onChoose(picked);
    } else return;
    // Enter chooses; it must not submit the form around.
    event.preventDefault();
  }

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label="按区划查找"
          className="w-full sm:w-52"
          value={divisionCode}
          onChange={(event) => {
            setDivisionCode(event.target.value);
            setActive(-1);
          }}
        >
          <option value="">全部区划</option>
          {divisions.map(({ code, name }) => (
            <option key={code} value={code}>
              {code.endsWith("00") ? `${name}（市本级）` : name}
            </option>
          ))}
        </Select>
        <Input
          id={id}
          {...aria}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found[active] ? optionId(active) : undefined}
          className="min-w-0 flex-1 basis-52"
          placeholder="输入名称中的两个字以上"
          autoComplete="off"
          maxLength={50}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
          }}
          onKeyDown={press}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="查找结果"
        tabIndex={-1}
        className={cn("max-h-72 overflow-y-auto rounded-md border bg-card", found.length === 0 && "hidden")}
      >
        {found.map((organization, index) => (
          <Option
            key={organization.id}
            id={optionId(index)}
            organization={organization}
            active={index === active}
            onChoose={() => onChoose(organization)}
          />
        ))}
      </div>
      <p role="status" className="text-muted-foreground">
        {status}
      </p>
      {status.startsWith("没有找到") && empty}
    </div>
  );
}

function Option({
  id,
  organization: { name, superiors },
  active,
  onChoose,
}: {
  id: string;
  organization: FoundOrganization;
  active: boolean;
  onChoose: () => void;
}) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys; the focus never leaves it.
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={cn(
        "min-h-11 cursor-pointer border-b px-3 py-2 wrap-anywhere last:border-b-0 hover:bg-muted",
        active && "bg-primary-soft",
      )}
      onClick={onChoose}
    >
      {name}
      {superiors.length > 0 && (
        <span className="block text-[max(0.8125rem,0.929em)] text-muted-foreground">
          {superiors.join(" › ")}
        </span>
      )}
    </div>
  );
}
