UPDATE "accounts" SET "state" = 'disabled' WHERE "state" = 'pending';--> statement-breakpoint
UPDATE "organizations" SET "state" = 'disabled' WHERE "state" = 'pending';--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"review_id" uuid,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "messages_attempts_check" CHECK ("messages"."attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "temporary_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"unit_name" text NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "temporary_codes_code_key" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "unit_invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "unit_invitations_token_key" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"id_number" text,
	"name" text,
	"code" text,
	"organization_id" uuid,
	"password_hash" text,
	"values" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	CONSTRAINT "registrations_kind_check" CHECK (kind in ('unit', 'person')),
	CONSTRAINT "registrations_state_check" CHECK (state in ('draft', 'pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "registrations_submitted_check" CHECK ("registrations"."state" = 'draft' or num_nulls("registrations"."id_number", "registrations"."name", "registrations"."organization_id", "registrations"."values", "registrations"."submitted_at") = 0),
	CONSTRAINT "registrations_password_check" CHECK ("registrations"."state" = 'draft' or ("registrations"."password_hash" is null) = ("registrations"."state" = 'approved')),
	CONSTRAINT "registrations_code_check" CHECK ("registrations"."state" = 'draft' or ("registrations"."kind" = 'unit') = ("registrations"."code" is not null))
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"from_organization_id" uuid NOT NULL,
	"to_organization_id" uuid NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "transfers_state_check" CHECK (state in ('draft', 'pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "transfers_organizations_check" CHECK ("transfers"."from_organization_id" <> "transfers"."to_organization_id"),
	CONSTRAINT "transfers_ended_check" CHECK (("transfers"."state" = 'pending') = ("transfers"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_state_check";--> statement-breakpoint
ALTER TABLE "organizations" DROP CONSTRAINT "organizations_state_check";--> statement-breakpoint
ALTER TABLE "review_steps" DROP CONSTRAINT "review_steps_kind_check";--> statement-breakpoint
ALTER TABLE "reviews" DROP CONSTRAINT "reviews_kind_check";--> statement-breakpoint
DROP INDEX "organizations_parent_idx";--> statement-breakpoint
DROP INDEX "review_steps_inbox_idx";--> statement-breakpoint
ALTER TABLE "attachments" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ALTER COLUMN "uploaded_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "reviews" ALTER COLUMN "submitted_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "position" text;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "registration_id" uuid;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "nature" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "level" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "industry" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "street_code" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "postcode" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "legal_representative" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "contact_name" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "fax" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "introduction" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "id_type" text DEFAULT 'resident' NOT NULL;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "title_obtained_on" date;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "title_appointed_on" date;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "title_certificate_number" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "degree" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "school" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "major" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "graduated_on" date;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "ethnicity" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "political_status" text;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "work_started_on" date;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "specialty" text;--> statement-breakpoint
ALTER TABLE "review_steps" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "temporary_codes" ADD CONSTRAINT "temporary_codes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_invitations" ADD CONSTRAINT "unit_invitations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_from_organization_id_organizations_id_fk" FOREIGN KEY ("from_organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_to_organization_id_organizations_id_fk" FOREIGN KEY ("to_organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_account_idx" ON "messages" USING btree ("account_id","created_at","id");--> statement-breakpoint
CREATE INDEX "messages_unread_idx" ON "messages" USING btree ("account_id") WHERE "messages"."read_at" is null;--> statement-breakpoint
CREATE INDEX "messages_unsent_idx" ON "messages" USING btree ("created_at") WHERE "messages"."sent_at" is null and "messages"."attempts" < 5;--> statement-breakpoint
CREATE INDEX "temporary_codes_organization_idx" ON "temporary_codes" USING btree ("organization_id","issued_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "unit_invitations_one_key" ON "unit_invitations" USING btree ("organization_id") WHERE "unit_invitations"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_id_number_key" ON "registrations" USING btree ("kind","id_number") WHERE "registrations"."state" = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "registrations_code_key" ON "registrations" USING btree ("code") WHERE "registrations"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "registrations_lookup_idx" ON "registrations" USING btree ("kind","id_number","submitted_at");--> statement-breakpoint
CREATE INDEX "registrations_draft_idx" ON "registrations" USING btree ("created_at") WHERE "registrations"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_pending_key" ON "transfers" USING btree ("person_id") WHERE "transfers"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "transfers_person_idx" ON "transfers" USING btree ("person_id","submitted_at");--> statement-breakpoint
CREATE INDEX "transfers_from_idx" ON "transfers" USING btree ("from_organization_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "transfers_to_idx" ON "transfers" USING btree ("to_organization_id","submitted_at","id");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_organization_idx" ON "attachments" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "attachments_registration_idx" ON "attachments" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "organizations_name_trgm_idx" ON "organizations" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "organizations_division_idx" ON "organizations" USING btree ("division_code","kind","name");--> statement-breakpoint
CREATE INDEX "organizations_parent_idx" ON "organizations" USING btree ("parent_id","name","id");--> statement-breakpoint
CREATE INDEX "review_steps_inbox_idx" ON "review_steps" USING btree ("organization_id","kind",("reminded_at" is null),"submitted_at","review_id") WHERE "review_steps"."state" = 'open';--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_state_check" CHECK (state in ('active', 'disabled'));--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_subject_check" CHECK (num_nonnulls("attachments"."person_id", "attachments"."organization_id", "attachments"."registration_id") = 1);--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploader_check" CHECK ("attachments"."uploaded_by" is not null or "attachments"."registration_id" is not null);--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_state_check" CHECK (state in ('active', 'disabled'));--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_id_type_check" CHECK (id_type in ('resident', 'hk-macao', 'taiwan', 'foreigner-residence', 'passport'));--> statement-breakpoint
ALTER TABLE "review_steps" ADD CONSTRAINT "review_steps_kind_check" CHECK (kind in ('unit-registration', 'unit-change', 'person-registration', 'person-change', 'transfer', 'declaration'));--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_kind_check" CHECK (kind in ('unit-registration', 'unit-change', 'person-registration', 'person-change', 'transfer', 'declaration'));