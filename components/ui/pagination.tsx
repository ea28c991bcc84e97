import { Button } from "./button";
import { UrlLink } from "./url-link";

type Step = { label: string; href?: string };

/** Steps through the pages of a list; a step without `href` cannot be taken now. */
export function Pagination({ steps, label = "分页" }: { steps: Step[]; label?: string }) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2 print:hidden">
      {steps.map((step) =>
        step.href ? (
          <Button key={step.label} asChild variant="outline" size="sm">
            <UrlLink href={step.href}>{step.label}</UrlLink>
          </Button>
        ) : (
          <Button key={step.label} variant="outline" size="sm" disabled>
            {step.label}
          </Button>
        ),
      )}
    </nav>
  );
}
