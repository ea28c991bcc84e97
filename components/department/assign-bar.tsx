"use client";

import { useId, useState } from "react";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { useSelection } from "@/components/list/selection";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { AssignDepartmentInput } from "@/lib/department/schema";
import type { ActionResult } from "@/lib/result";

/** A place to put people: a department, or 未分部门 (`id` null). */
export type Place = { id: string | null; name: string };

/** 批量调整部门: the ticked people of `from` to the place that is chosen. A SelectionProvider stands above. */
export function AssignBar({
  from,
  places,
  assign,
}: {
  from: Place;
  places: readonly Place[];
  assign: (input: AssignDepartmentInput) => Promise<ActionResult<{ done: number; skipped: number }>>;
}) {
  const { selected } = useSelection();
  const selectId = useId();
  const [chosen, setChosen] = useState("");
  const place = places.find(({ id }) => optionOf(id) === chosen);
  const label = `调整部门 (${selected.size})`;

  async function run() {
    const to = place?.id ?? null;
    const result = await assign({ ids: [...selected], from: from.id, to });
    if (result.ok) {
      const { done, skipped } = result.data;
      const rest = skipped > 0 ? `，${skipped} 人已不在${from.name}，未作调整` : "";
      toast.success(`已将 ${done} 人调整到“${place?.name}”${rest}`);
    }
    return result;
  }

  return (
    <fieldset aria-label="批量调整部门" className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      <div className="flex min-w-0 items-center gap-2 max-sm:w-full">
        <label htmlFor={selectId} className="shrink-0">
          调整到
        </label>
        <Select
          id={selectId}
          className="min-w-0 grow sm:w-64"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">请选择部门</option>
          {places.map(({ id, name }) => (
            <option key={id} value={optionOf(id)}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      {place && selected.size > 0 ? (
        <ConfirmButton
          label={label}
          question={`将所选 ${selected.size} 人调整到“${place.name}”？`}
          hint={`这些人员现在${from.id ? `在“${from.name}”` : "未分部门"}，调整立即生效。`}
          run={run}
          done={() => {}}
        />
      ) : (
        <Button variant="outline" disabled>
          {label}
        </Button>
      )}
    </fieldset>
  );
}

const optionOf = (id: string | null): string => id ?? "none";
