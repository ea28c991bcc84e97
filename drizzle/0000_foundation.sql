CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- What the running application may do is this role's rights; migrations run as the owner.
DO $$ BEGIN
  CREATE ROLE ce_platform_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
GRANT ce_platform_app TO CURRENT_USER WITH SET TRUE;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO ce_platform_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ce_platform_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ce_platform_app;
