ALTER TABLE "attachments" ADD CONSTRAINT "attachments_id_person_key" UNIQUE("id","person_id");--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "photo_id" uuid;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_photo_fk" FOREIGN KEY ("photo_id","id") REFERENCES "public"."attachments"("id","person_id") ON DELETE no action ON UPDATE no action;
