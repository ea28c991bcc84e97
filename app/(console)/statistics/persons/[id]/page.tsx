// §10.2 专技人员信息查询: one person's hours, certificates and password
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { assignDepartment } from "@/app/(console)/structure/departments/actions";
import { CertificateList } from "@/components/certificate/certificate-list";
import { IssueCertificateForm } from "@/components/certificate/issue-form";
import { CreditRecords } from "@/components/hours/credit-records";
import { LedgerTable } from "@/components/hours/ledger";
import { CloseAccount, ReopenAccount } from "@/components/person/account-dialog";
import { PersonFacts } from "@/components/person/facts";
import { MoveDepartment } from "@/components/person/move-department";
import { ResetPassword } from "@/components/person/reset-password";
import { RevealIdNumber } from "@/components/person/reveal-id-number";
import { SetPersonState } from "@/components/person/set-state";
import { StateCard } from "@/components/person/state-card";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { creditedYears, listCertificates } from "@/lib/certificate/queries";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { listDepartments } from "@/lib/department/queries";
import { listCreditRecords, yearlyLedger } from "@/lib/hours/ledger/queries";
import { findClosing } from "@/lib/person/account/queries";
import { findPerson, type PersonDetail } from "@/lib/person/queries";
import { listStateChanges } from "@/lib/person/state/queries";
import {
  closePersonAccount,
  issuePersonCertificate,
  reopenPersonAccount,
  resetPersonPassword,
  revealPersonIdNumber,
  setState,
} from "../actions";

export const metadata: Metadata = { title: "人员学时" };

export default async function PersonPage({ params }: PageProps<"/statistics/persons/[id]">) {
  const ctx = await requirePage("persons.read");
  const { db, scope, viewer } = ctx;
  const person = await findPerson(db, scope, (await params).id);
  if (!person) notFound();
  const thisYear = currentYear();
  const ofOwnUnit = person.organization.id === viewer.organization.id;
  const manageable = ofOwnUnit && may(viewer, "persons.manage");
  const [ledger, records, departments] = await Promise.all([
    yearlyLedger(db, person.id, thisYear - 4, thisYear),
    listCreditRecords(db, person.id),
    manageable ? listDepartments(db, scope) : [],
  ]);
  const places = [...departments, ...(viewer.departments ? [] : [{ id: null, name: "未分部门" }])];
  const resettable =
    ofOwnUnit &&
    may(viewer, "persons.reset-password") &&
    person.accountState !== null &&
    person.accountState !== "closed";
  return (
    <>
      <PageHeader
        title={person.name}
        breadcrumb={[{ label: "专技人员信息查询", href: "/statistics/persons" }, { label: person.name }]}
        actions={
          resettable && <ResetPassword personId={person.id} name={person.name} action={resetPersonPassword} />
        }
      />
      <div className="space-y-4">
        <Card>
          <CardHeader
            title="基本信息"
            actions={
              manageable &&
              places.length > 1 && (
                <MoveDepartment person={person} places={places} assign={assignDepartment} />
              )
            }
          />
          <CardContent>
            <PersonFacts
              person={person}
              full={may(viewer, "persons.id-number")}
              idNumber={
                may(viewer, "persons.id-number") ? (
                  <RevealIdNumber
                    personId={person.id}
                    masked={person.maskedIdNumber}
                    action={revealPersonIdNumber}
                  />
                ) : (
                  person.maskedIdNumber
                )
              }
            />
          </CardContent>
        </Card>
        <State ctx={ctx} person={person} manageable={manageable} />
        <Card>
          <CardHeader
            title="年度完成情况"
            description="近五年审核通过的学时与年度标准，审核中的学时尚未计入；年末（本年为现在）不在岗的年度不要求"
          />
          <CardContent className="max-sm:px-0 max-sm:pb-0">
            <LedgerTable years={ledger} caption={`${person.name}近五年年度完成情况`} />
          </CardContent>
        </Card>
        {may(viewer, "certificates.print") && <Certificates ctx={ctx} personId={person.id} />}
        <Card>
          <CardHeader title="学时记录" />
          <CardContent className="max-sm:px-0 max-sm:pb-0">
            <CreditRecords records={records} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}

/** 人员状态 and 账户 with their history; the buttons for whoever manages the unit's people. */
async function State({
  ctx: { db, viewer },
  person,
  manageable,
}: {
  ctx: Ctx;
  person: PersonDetail;
  manageable: boolean;
}) {
  const closed = person.accountState === "closed";
  const [changes, closing] = await Promise.all([
    listStateChanges(db, person.id),
    closed ? findClosing(db, person.id) : null,
  ]);
  const keep = `${viewer.accountId}:${person.id}`;
  const account = { personId: person.id, name: person.name, keep: `account:${keep}` };
  return (
    <StateCard
      person={person}
      changes={changes}
      closing={closing}
      actions={
        manageable && (
          <>
            <SetPersonState
              person={person}
              since={changes[0]?.effectiveOn}
              keep={`state:${keep}`}
              setState={setState}
            />
            {closed && <ReopenAccount {...account} setAccount={reopenPersonAccount} />}
            {!closed && person.accountState !== null && (
              <CloseAccount {...account} setAccount={closePersonAccount} />
            )}
          </>
        )
      }
    />
  );
}

async function Certificates({ ctx: { db, scope }, personId }: { ctx: Ctx; personId: string }) {
  const [years, items] = await Promise.all([
    creditedYears(db, scope, personId),
    listCertificates(db, scope, personId),
  ]);
  return (
    <Card>
      <CardHeader title="学时证明" description="学时记录没有变化时，再次打印的证书编号相同" />
      <CardContent className="space-y-5">
        <IssueCertificateForm personId={personId} years={years} action={issuePersonCertificate} />
        {items.length > 0 && <CertificateList items={items} />}
      </CardContent>
    </Card>
  );
}
