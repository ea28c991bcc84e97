CREATE TABLE "account_departments" (
	"account_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	CONSTRAINT "account_departments_account_id_department_id_pk" PRIMARY KEY("account_id","department_id")
);
--> statement-breakpoint
CREATE TABLE "person_state_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"effective_on" date NOT NULL,
	"reason" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_state_changes_from_check" CHECK (from_state in ('employed', 'left', 'retired', 'suspended')),
	CONSTRAINT "person_state_changes_to_check" CHECK (to_state in ('employed', 'left', 'retired', 'suspended'))
);
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_portal_id_number_key";--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_state_check";--> statement-breakpoint
ALTER TABLE "departments" DROP CONSTRAINT "departments_parent_id_departments_id_fk";
--> statement-breakpoint
ALTER TABLE "persons" DROP CONSTRAINT "persons_department_id_departments_id_fk";
--> statement-breakpoint
DROP INDEX "accounts_organization_idx";--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_organization_key" UNIQUE("organization_id","id");--> statement-breakpoint
ALTER TABLE "account_departments" ADD CONSTRAINT "account_departments_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_departments" ADD CONSTRAINT "account_departments_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_state_changes" ADD CONSTRAINT "person_state_changes_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_state_changes" ADD CONSTRAINT "person_state_changes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_departments_department_idx" ON "account_departments" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "person_state_changes_person_idx" ON "person_state_changes" USING btree ("person_id","created_at","id");--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_parent_fk" FOREIGN KEY ("organization_id","parent_id") REFERENCES "public"."departments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_department_fk" FOREIGN KEY ("organization_id","department_id") REFERENCES "public"."departments"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_portal_id_number_key" ON "accounts" USING btree ("portal","id_number") WHERE "accounts"."state" <> 'closed';--> statement-breakpoint
CREATE INDEX "accounts_organization_idx" ON "accounts" USING btree ("organization_id","created_at","id");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_state_check" CHECK (state in ('active', 'disabled', 'closed'));