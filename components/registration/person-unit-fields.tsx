"use client";

import { useEffect, useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { OrganizationPicker, type SearchOrganizations } from "@/components/org/organization-picker";
import { WorkFields } from "@/components/person/profile-fields";
import type { ActionResult } from "@/lib/result";

type Department = { id: string; name: string };
export type FindDepartments = (input: { organizationId: string }) => Promise<ActionResult<Department[]>>;

/** 所在单位, and 内设部门 and position in it; the departments are those of the unit that is chosen. */
export function PersonUnitFields({
  search,
  findDepartments,
}: {
  search: SearchOrganizations;
  findDepartments: FindDepartments;
}) {
  const { getValues, setValue } = useFormContext();
  const organization = useWatch({ name: "organization" }) as { id: string } | null | undefined;
  const unitId = organization?.id;
  const [departments, setDepartments] = useState<readonly Department[]>([]);
  const [problem, setProblem] = useState<string>();
  const before = useRef(unitId);

  useEffect(() => {
    setDepartments([]);
    setProblem(undefined);
    // Another unit's department is none of this one's.
    if (before.current !== unitId && before.current) setValue("departmentId", "");
    before.current = unitId;
    if (!unitId) return;
    let current = true;
    findDepartments({ organizationId: unitId }).then(
      (result) => {
        if (!current) return;
        const list = result.ok ? result.data : [];
        setDepartments(list);
        if (!result.ok) setProblem(result.message);
        // What can't be seen among the choices could not be taken back either.
        if (!list.some(({ id }) => id === getValues("departmentId"))) setValue("departmentId", "");
      },
      () => {
        if (!current) return;
        setProblem("内设部门获取失败，可先不选");
        setValue("departmentId", "");
      },
    );
    return () => {
      current = false;
    };
  }, [unitId, findDepartments, getValues, setValue]);

  return (
    <>
      <OrganizationPicker
        name="organization"
        label="所在单位"
        hint="由该单位审核您的注册"
        required
        purpose="unit"
        search={search}
        empty={
          <p className="text-muted-foreground">
            没有您的单位？请联系本单位先在本平台注册，审核通过后您再注册。
          </p>
        }
      />
      <WorkFields departments={departments} hint={hintOf({ unitId, count: departments.length, problem })} />
    </>
  );
}

function hintOf({ unitId, count, problem }: { unitId?: string; count: number; problem?: string }): string {
  if (problem) return problem;
  if (!unitId) return "先选择所在单位";
  return count === 0 ? "该单位没有设置内设部门，不用选" : "选填";
}
