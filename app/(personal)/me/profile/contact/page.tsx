// §5.2 资料变更: contact data, changed at once
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ContactForm } from "@/components/person/contact-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { contactFields, profileInput } from "@/lib/person/profile";
import { findOwnProfile } from "@/lib/person/queries";
import { saveContact } from "../actions";

export const metadata: Metadata = { title: "修改联系方式" };

export default async function ContactPage() {
  const { db, scope, viewer } = await requirePage("self");
  const profile = await findOwnProfile(db, scope);
  if (!profile) notFound();
  return (
    <>
      <PageHeader
        title="修改联系方式"
        breadcrumb={[{ label: "个人资料", href: "/me/profile" }, { label: "修改联系方式" }]}
      />
      <ContactForm
        values={profileInput(contactFields, profile)}
        save={saveContact}
        keep={`contact:${viewer.accountId}`}
      />
    </>
  );
}
