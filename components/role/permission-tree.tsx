"use client";

import { type ReactNode, useId } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { type Permission, permissions } from "@/lib/access/permissions";
import { groupsOf, isByDepartment } from "@/lib/role/rules";

type Choice = {
  /** The modules that are ticked. */
  value: readonly Permission[];
  /** Ticks these modules, or takes their ticks away. */
  set: (modules: readonly Permission[], ticked: boolean) => void;
  /** The modules that the viewer holds, and may give. */
  held: readonly Permission[];
  invalid: boolean | undefined;
};

/**
 * 权限模块 as boxes to tick: groups of the catalogue, and the modules of each. What the viewer doesn't hold can't be
 * ticked (but a tick that stands there can be taken away).
 */
export function PermissionTree({
  id,
  label,
  modules,
  held,
  value,
  onChange,
  describedBy,
  invalid,
  children,
}: {
  /** Of the first box, where an error summary leads to. */
  id: string;
  /** The legend. */
  label: ReactNode;
  /** What the kind of organization can hold. */
  modules: readonly Permission[];
  held: readonly Permission[];
  value: readonly Permission[];
  /** Gets the modules in the order of `modules`. */
  onChange: (value: Permission[]) => void;
  describedBy?: string;
  invalid?: boolean;
  /** Hint and error. */
  children?: ReactNode;
}) {
  const grantable = modules.filter((module) => held.includes(module));
  const set = (changed: readonly Permission[], ticked: boolean) =>
    onChange(modules.filter((module) => (changed.includes(module) ? ticked : value.includes(module))));
  const groups = groupsOf(modules);
  const first = groups.findIndex((group) => group.modules.some((module) => held.includes(module)));
  return (
    <fieldset className="min-w-0" aria-describedby={describedBy}>
      <legend className="font-medium">{label}</legend>
      {children}
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button variant="outline" size="sm" onClick={() => set(grantable, true)}>
          全选
        </Button>
        <Button variant="outline" size="sm" onClick={() => onChange([])}>
          清空
        </Button>
        <p role="status" className="text-muted-foreground tabular-nums">
          已选 {value.length} 项，共 {modules.length} 项
        </p>
      </div>
      <div className="mt-3 space-y-3">
        {groups.map((group, index) => (
          <Group
            key={group.group}
            id={index === first ? id : undefined}
            {...group}
            choice={{ value, set, held, invalid }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Group({
  id: givenId,
  group,
  modules,
  choice,
}: {
  id: string | undefined;
  group: string;
  modules: readonly Permission[];
  choice: Choice;
}) {
  const { value, set, held, invalid } = choice;
  const ownId = useId();
  const id = givenId ?? ownId;
  const ticked = modules.filter((module) => value.includes(module));
  const grantable = modules.filter((module) => held.includes(module));
  const all = ticked.length > 0 && grantable.every((module) => value.includes(module));
  return (
    <fieldset aria-labelledby={`${id}-label`} className="rounded-md border">
      <div className="flex min-h-11 items-center gap-2 rounded-t-md border-b bg-muted px-3">
        <Checkbox
          id={id}
          checked={all || (ticked.length > 0 && "indeterminate")}
          disabled={grantable.length === 0 && ticked.length === 0}
          aria-invalid={invalid}
          onCheckedChange={() => (all ? set(ticked, false) : set(grantable, true))}
        />
        <label htmlFor={id} className="py-2 font-medium">
          {/* A module may have the very name of its group. */}
          <span className="sr-only">全选</span>
          <span id={`${id}-label`}>{group}</span>
        </label>
        <span className="ml-auto text-muted-foreground tabular-nums">
          <span className="sr-only">已选 </span>
          {ticked.length}/{modules.length}
        </span>
      </div>
      <ul className="grid gap-x-6 gap-y-2 p-3 sm:grid-cols-2">
        {modules.map((module) => (
          <li key={module}>
            <Module module={module} choice={choice} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Module({ module, choice: { value, set, held } }: { module: Permission; choice: Choice }) {
  const id = useId();
  const { label, hint } = permissions[module];
  const ticked = value.includes(module);
  const grantable = held.includes(module);
  return (
    <div className="flex gap-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={ticked}
        disabled={!grantable && !ticked}
        aria-describedby={`${id}-hint`}
        onCheckedChange={(checked) => set([module], checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id} className={grantable ? undefined : "text-muted-foreground"}>
          {label}
        </label>
        {isByDepartment(module) && <Badge className="ml-2">可按部门限定</Badge>}
        <p id={`${id}-hint`} className="text-[max(0.8125rem,0.929em)] text-muted-foreground">
          {hint}
          {!grantable && <span className="block">您没有此权限，不能授予</span>}
        </p>
      </div>
    </div>
  );
}
