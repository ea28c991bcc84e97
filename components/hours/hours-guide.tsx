"use client";

import { useWatch } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import type { LearningForm } from "@/db/enums";
import { daysBetween } from "@/lib/date";
import { specOf } from "@/lib/hours/forms";
import { hoursBounds, ruleFor } from "@/lib/hours/rules";
import type { HoursFacts } from "./declaration-form";

/** The rule, what is used up and what is left, worked out while typing with the server's own function. */
export function HoursGuide({ form, facts }: { form: LearningForm; facts: HoursFacts }) {
  const [detail, year, startDate, endDate] = useWatch({
    name: ["detail", "year", "startDate", "endDate"],
  });
  const spec = specOf(form);
  const measure = spec.measure(detail ?? {});
  if (!measure) {
    return (
      <Alert className="sm:col-span-2" title="最多可申报多少学时？">
        <p>填写上面的信息后，这里会按折算标准算出本次最多可申报的学时。</p>
      </Alert>
    );
  }
  const rule = ruleFor(facts.rules, form, Number(year), measure);
  if (!rule) {
    return (
      <Alert tone="warning" className="sm:col-span-2" title="没有适用的折算标准">
        <p>
          {year} 年度“{spec.label}”没有适用的折算标准，请核对级别，或联系人社部门。
        </p>
      </Alert>
    );
  }
  const used = facts.used.find((row) => row.year === Number(year) && row.form === form)?.hours ?? 0;
  const bounds = hoursBounds({
    rule,
    quantity: measure.quantity,
    days: startDate && endDate >= startDate ? daysBetween(startDate, endDate) : null,
    used,
  });
  return (
    <Alert className="sm:col-span-2" role="status" title={`本次最多可申报 ${bounds[0]?.hours ?? 0} 学时`}>
      <ul className="list-disc pl-5">
        {bounds.map((bound) => (
          <li key={bound.reason}>{bound.reason}</li>
        ))}
      </ul>
      <p className="text-muted-foreground">标准来源：{rule.source}</p>
    </Alert>
  );
}
