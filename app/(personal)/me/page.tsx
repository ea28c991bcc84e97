// The professional's home: this year's hours, what is missing, and the next step
import type { Metadata } from "next";
import Link from "next/link";
import { FulfilmentBadge, LedgerBars, LedgerTable, missingText } from "@/components/hours/ledger";
import { LatestDeclarations } from "@/components/person/latest-declarations";
import { OwnStateNotice } from "@/components/person/own-state";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { currentYear } from "@/lib/date";
import { yearlyLedger } from "@/lib/hours/ledger/queries";
import { listDeclarations } from "@/lib/hours/queries";
import { isFulfilled, type LedgerYear } from "@/lib/hours/rules";
import { findOwnState } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";

export const metadata: Metadata = { title: "首页" };

export default async function OwnHomePage() {
  const { db, scope, viewer } = await requirePage("self");
  const thisYear = currentYear();
  const [own, [current, ...before], { rows }] = await Promise.all([
    findOwnState(db, scope),
    yearlyLedger(db, viewer.person.id, thisYear - 4, thisYear),
    listDeclarations(db, scope, { filters: {}, limit: 5, offset: 0 }),
  ]);
  return (
    <>
      <PageHeader
        title={`${viewer.name}，您好`}
        description={viewer.organization.name}
        actions={
          <Button asChild variant="outline">
            <Link href="/me/transfer">人员调转</Link>
          </Button>
        }
      />
      <OwnStateNotice own={own} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {current && <ThisYear year={current} declares={own !== null && stateRules[own.state].declares} />}
        <Card>
          <CardHeader
            title="最近的申报"
            actions={
              <Link href="/me/declarations" className="py-1 text-primary hover:underline">
                全部申报
              </Link>
            }
          />
          {rows.length > 0 ? (
            <div className="pt-3">
              <LatestDeclarations rows={rows} />
            </div>
          ) : (
            <EmptyState title="还没有学时申报" hint="参加的学习、培训、发表的论文等，均可申报学时" />
          )}
        </Card>
        <Card className="lg:col-span-2">
          <CardHeader title="往年完成情况" />
          <CardContent className="max-sm:px-0 max-sm:pb-0">
            <LedgerTable years={before} caption="往年年度完成情况" />
          </CardContent>
        </Card>
      </div>
    </>
  );
}

function ThisYear({ year, declares }: { year: LedgerYear; declares: boolean }) {
  const missing = missingText(year);
  return (
    <Card>
      <CardHeader
        title={`${year.year} 年度学时`}
        actions={<FulfilmentBadge fulfilled={year.standard && isFulfilled(year)} exempt={year.exempt} />}
      />
      <CardContent className="space-y-5">
        <LedgerBars year={year} />
        <p>
          {missing
            ? `本年度${missing}，审核中的学时通过后计入`
            : !year.standard
              ? "本年度未设标准"
              : isFulfilled(year)
                ? "本年度学时已达标"
                : "您不在岗，本年度学时不作要求"}
        </p>
        <div className="flex flex-wrap gap-2">
          {declares && (
            <Button asChild size="lg" className="w-full sm:w-auto">
              <Link href="/me/declarations/new">申报学时</Link>
            </Button>
          )}
          <Button asChild size="lg" variant="outline" className="w-full sm:w-auto">
            <Link href="/me/certificate">打印学时证明</Link>
          </Button>
        </div>
      </CardContent>
    </Card>
  );
}
