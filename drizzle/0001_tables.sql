CREATE TABLE "account_roles" (
	"account_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "account_roles_account_id_role_id_pk" PRIMARY KEY("account_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"portal" text NOT NULL,
	"id_number" text NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	"organization_id" uuid,
	"person_id" uuid,
	"state" text DEFAULT 'active' NOT NULL,
	"password_hash" text,
	"initial_password_until" timestamp with time zone,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"last_login_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_portal_id_number_key" UNIQUE("portal","id_number"),
	CONSTRAINT "accounts_person_key" UNIQUE("person_id"),
	CONSTRAINT "accounts_portal_check" CHECK (portal in ('employer', 'authority', 'professional')),
	CONSTRAINT "accounts_state_check" CHECK (state in ('pending', 'active', 'disabled')),
	CONSTRAINT "accounts_subject_check" CHECK (("accounts"."portal" = 'professional') = ("accounts"."person_id" is not null) and ("accounts"."portal" = 'professional') = ("accounts"."organization_id" is null)),
	CONSTRAINT "accounts_password_check" CHECK ("accounts"."password_hash" is not null or ("accounts"."initial_password_until" is not null and "accounts"."must_change_password"))
);
--> statement-breakpoint
CREATE TABLE "captchas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"question" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"permissions" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "roles_name_key" UNIQUE NULLS NOT DISTINCT("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone,
	CONSTRAINT "throttles_count_check" CHECK ("throttles"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachments_size_check" CHECK ("attachments"."size" > 0),
	CONSTRAINT "attachments_sha256_check" CHECK ("attachments"."sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"action" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"actor_organization_id" uuid,
	"subject_kind" text NOT NULL,
	"subject_id" uuid,
	"detail" jsonb NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"serial" bigint GENERATED ALWAYS AS IDENTITY (sequence name "certificates_serial_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"verification_code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"from_year" integer NOT NULL,
	"to_year" integer NOT NULL,
	"records_digest" text NOT NULL,
	"content_digest" text NOT NULL,
	"content" jsonb NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"issued_by" uuid NOT NULL,
	CONSTRAINT "certificates_serial_key" UNIQUE("serial"),
	CONSTRAINT "certificates_code_key" UNIQUE("verification_code"),
	CONSTRAINT "certificates_content_key" UNIQUE("person_id","from_year","to_year","content_digest"),
	CONSTRAINT "certificates_years_check" CHECK ("certificates"."to_year" >= "certificates"."from_year")
);
--> statement-breakpoint
CREATE TABLE "annual_standards" (
	"year" integer PRIMARY KEY NOT NULL,
	"total" numeric(6, 1) NOT NULL,
	"public_hours" numeric(6, 1) NOT NULL,
	"professional_hours" numeric(6, 1) NOT NULL,
	CONSTRAINT "annual_standards_check" CHECK ("annual_standards"."public_hours" >= 0 and "annual_standards"."professional_hours" >= 0 and "annual_standards"."total" >= "annual_standards"."public_hours" + "annual_standards"."professional_hours")
);
--> statement-breakpoint
CREATE TABLE "conversion_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"form" text NOT NULL,
	"level" text,
	"unit" text NOT NULL,
	"hours_per_unit" numeric(6, 1) NOT NULL,
	"cap_per_item" numeric(6, 1),
	"cap_per_year" numeric(6, 1),
	"valid_from" integer NOT NULL,
	"valid_to" integer,
	"source" text NOT NULL,
	CONSTRAINT "conversion_rules_key" UNIQUE NULLS NOT DISTINCT("form","unit","level","valid_from"),
	CONSTRAINT "conversion_rules_form_check" CHECK (form in ('degree', 'training', 'paper')),
	CONSTRAINT "conversion_rules_hours_check" CHECK ("conversion_rules"."hours_per_unit" > 0),
	CONSTRAINT "conversion_rules_valid_check" CHECK ("conversion_rules"."valid_to" >= "conversion_rules"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "credit_records" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"declaration_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"category" text NOT NULL,
	"form" text NOT NULL,
	"title" text NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"hours" numeric(6, 1) NOT NULL,
	"credited_at" timestamp with time zone NOT NULL,
	CONSTRAINT "credit_records_declaration_key" UNIQUE("declaration_id"),
	CONSTRAINT "credit_records_category_check" CHECK (category in ('public', 'professional')),
	CONSTRAINT "credit_records_hours_check" CHECK ("credit_records"."hours" > 0 and "credit_records"."hours" * 2 = trunc("credit_records"."hours" * 2)),
	CONSTRAINT "credit_records_period_check" CHECK ("credit_records"."end_date" >= "credit_records"."start_date")
);
--> statement-breakpoint
CREATE TABLE "declaration_evidence" (
	"declaration_id" uuid NOT NULL,
	"attachment_id" uuid NOT NULL,
	"evidence" text NOT NULL,
	CONSTRAINT "declaration_evidence_declaration_id_attachment_id_pk" PRIMARY KEY("declaration_id","attachment_id")
);
--> statement-breakpoint
CREATE TABLE "declarations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "declarations_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"year" integer NOT NULL,
	"category" text NOT NULL,
	"form" text NOT NULL,
	"title" text NOT NULL,
	"start_date" date,
	"end_date" date,
	"hours" numeric(6, 1),
	"note" text DEFAULT '' NOT NULL,
	"detail" jsonb NOT NULL,
	"fingerprint" text,
	"draft" jsonb,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	CONSTRAINT "declarations_number_key" UNIQUE("number"),
	CONSTRAINT "declarations_state_check" CHECK (state in ('draft', 'pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "declarations_category_check" CHECK (category in ('public', 'professional')),
	CONSTRAINT "declarations_form_check" CHECK (form in ('degree', 'training', 'paper')),
	CONSTRAINT "declarations_draft_check" CHECK ("declarations"."draft" is null or "declarations"."state" in ('draft', 'rejected', 'withdrawn')),
	CONSTRAINT "declarations_year_check" CHECK ("declarations"."year" between 2000 and 2100),
	CONSTRAINT "declarations_hours_check" CHECK ("declarations"."hours" > 0 and "declarations"."hours" * 2 = trunc("declarations"."hours" * 2)),
	CONSTRAINT "declarations_period_check" CHECK ("declarations"."end_date" >= "declarations"."start_date"),
	CONSTRAINT "declarations_submitted_check" CHECK ("declarations"."state" = 'draft' or ("declarations"."hours" is not null and "declarations"."start_date" is not null and "declarations"."end_date" is not null and "declarations"."fingerprint" is not null and "declarations"."submitted_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "departments_name_key" UNIQUE NULLS NOT DISTINCT("organization_id","parent_id","name"),
	CONSTRAINT "departments_parent_check" CHECK ("departments"."parent_id" <> "departments"."id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "organizations_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"parent_id" uuid,
	"path" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"division_code" text NOT NULL,
	"phone" text NOT NULL,
	"address" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_code_key" UNIQUE("code"),
	CONSTRAINT "organizations_path_key" UNIQUE("path"),
	CONSTRAINT "organizations_kind_check" CHECK (kind in ('bureau', 'authority', 'employer')),
	CONSTRAINT "organizations_state_check" CHECK (state in ('pending', 'active', 'disabled')),
	CONSTRAINT "organizations_path_check" CHECK ("organizations"."path" ~ '^([0-9]+/)+$')
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"department_id" uuid,
	"name" text NOT NULL,
	"id_number" text NOT NULL,
	"sex" text NOT NULL,
	"birth_date" date NOT NULL,
	"phone" text,
	"email" text,
	"state" text DEFAULT 'employed' NOT NULL,
	"position" text,
	"title_series" text,
	"title_level" text,
	"title" text,
	"education" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "persons_id_number_key" UNIQUE("id_number"),
	CONSTRAINT "persons_state_check" CHECK (state in ('employed', 'left', 'retired', 'suspended')),
	CONSTRAINT "persons_sex_check" CHECK (sex in ('male', 'female')),
	CONSTRAINT "persons_id_number_check" CHECK ("persons"."id_number" ~ '^[0-9A-Z]{5,20}$')
);
--> statement-breakpoint
CREATE TABLE "review_steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"review_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"position" integer NOT NULL,
	"organization_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"state" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"opened_xid" "xid8",
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"opinion" text,
	CONSTRAINT "review_steps_position_key" UNIQUE("review_id","position"),
	CONSTRAINT "review_steps_kind_check" CHECK (kind in ('declaration')),
	CONSTRAINT "review_steps_stage_check" CHECK (stage in ('bureau', 'authority', 'employer')),
	CONSTRAINT "review_steps_state_check" CHECK (state in ('waiting', 'open', 'approved', 'rejected', 'cancelled')),
	CONSTRAINT "review_steps_position_check" CHECK ("review_steps"."position" >= 1),
	CONSTRAINT "review_steps_decided_check" CHECK (("review_steps"."state" in ('approved', 'rejected')) = ("review_steps"."decided_at" is not null) and ("review_steps"."decided_at" is null) = ("review_steps"."decided_by" is null)),
	CONSTRAINT "review_steps_opened_check" CHECK ("review_steps"."state" in ('waiting', 'cancelled') or ("review_steps"."opened_at" is not null and "review_steps"."opened_xid" is not null)),
	CONSTRAINT "review_steps_opinion_check" CHECK ("review_steps"."state" <> 'rejected' or length(btrim(coalesce("review_steps"."opinion", ''))) > 0)
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"person_id" uuid,
	"organization_id" uuid NOT NULL,
	"proposal" jsonb NOT NULL,
	"submitted_by" uuid NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "reviews_round_key" UNIQUE("kind","subject_id","round"),
	CONSTRAINT "reviews_kind_check" CHECK (kind in ('declaration')),
	CONSTRAINT "reviews_state_check" CHECK (state in ('pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT "reviews_round_check" CHECK ("reviews"."round" >= 1),
	CONSTRAINT "reviews_ended_check" CHECK (("reviews"."state" = 'pending') = ("reviews"."ended_at" is null))
);
--> statement-breakpoint
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_roles" ADD CONSTRAINT "account_roles_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploaded_by_accounts_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_records" ADD CONSTRAINT "credit_records_declaration_id_declarations_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declarations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_records" ADD CONSTRAINT "credit_records_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_records" ADD CONSTRAINT "credit_records_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration_evidence" ADD CONSTRAINT "declaration_evidence_declaration_id_declarations_id_fk" FOREIGN KEY ("declaration_id") REFERENCES "public"."declarations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration_evidence" ADD CONSTRAINT "declaration_evidence_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declarations" ADD CONSTRAINT "declarations_created_by_accounts_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_parent_id_departments_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_parent_id_organizations_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_steps" ADD CONSTRAINT "review_steps_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_steps" ADD CONSTRAINT "review_steps_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_steps" ADD CONSTRAINT "review_steps_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_submitted_by_accounts_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_roles_role_idx" ON "account_roles" USING btree ("role_id");--> statement-breakpoint
CREATE INDEX "accounts_organization_idx" ON "accounts" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "captchas_expires_idx" ON "captchas" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sessions_account_idx" ON "sessions" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "throttles_window_idx" ON "throttles" USING btree ("window_ends_at");--> statement-breakpoint
CREATE INDEX "attachments_person_idx" ON "attachments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "audit_log_organization_idx" ON "audit_log" USING btree ("actor_organization_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_subject_idx" ON "audit_log" USING btree ("subject_kind","subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_actor_idx" ON "audit_log" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "certificates_person_idx" ON "certificates" USING btree ("person_id","issued_at");--> statement-breakpoint
CREATE INDEX "credit_records_person_idx" ON "credit_records" USING btree ("person_id","year");--> statement-breakpoint
CREATE INDEX "declaration_evidence_attachment_idx" ON "declaration_evidence" USING btree ("attachment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "declarations_same_item_key" ON "declarations" USING btree ("person_id","fingerprint") WHERE "declarations"."state" in ('pending', 'approved');--> statement-breakpoint
CREATE INDEX "declarations_person_idx" ON "declarations" USING btree ("person_id","year","id");--> statement-breakpoint
CREATE INDEX "declarations_draft_idx" ON "declarations" USING btree ("created_by") WHERE "declarations"."state" = 'draft';--> statement-breakpoint
CREATE INDEX "declarations_title_trgm_idx" ON "declarations" USING gin ("title" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "declarations_updated_idx" ON "declarations" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "departments_parent_idx" ON "departments" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "organizations_parent_idx" ON "organizations" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "persons_organization_name_idx" ON "persons" USING btree ("organization_id","name","id");--> statement-breakpoint
CREATE INDEX "persons_department_idx" ON "persons" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "persons_name_trgm_idx" ON "persons" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "review_steps_one_open_key" ON "review_steps" USING btree ("review_id") WHERE "review_steps"."state" = 'open';--> statement-breakpoint
CREATE INDEX "review_steps_inbox_idx" ON "review_steps" USING btree ("organization_id","kind","submitted_at","review_id") WHERE "review_steps"."state" = 'open';--> statement-breakpoint
CREATE INDEX "review_steps_decided_idx" ON "review_steps" USING btree ("organization_id","kind","decided_at","review_id") WHERE "review_steps"."decided_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reviews_one_pending_key" ON "reviews" USING btree ("kind","subject_id") WHERE "reviews"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "reviews_person_idx" ON "reviews" USING btree ("person_id");