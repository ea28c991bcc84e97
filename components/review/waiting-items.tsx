/** Who has to decide and how to reach them, as `Facts` shows it: of the step that is open. */
export const waitingItems = (step: { organizationName: string; organizationPhone: string }) => [
  { label: "审核单位", value: step.organizationName },
  {
    label: "联系电话",
    value: (
      <a
        href={`tel:${step.organizationPhone}`}
        className="text-primary tabular-nums underline-offset-4 hover:underline"
      >
        {step.organizationPhone}
      </a>
    ),
  },
];
