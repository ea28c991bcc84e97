"use client";

import { useEffect, useRef, useState } from "react";
import { objectionTo, type UploadedFile } from "@/lib/attachment/schema";
import { sendFile, type UploadTarget } from "./send-file";

/** A file on its way, or one that did not arrive: `error` says why, `final` that trying again is no use. */
export type Upload = {
  key: number;
  file: File;
  /** 0 to 1. */
  progress: number;
  error: string | null;
  final: boolean;
};

type Options = {
  target: UploadTarget;
  /** They are photos: nothing but images is taken. */
  image?: boolean;
  value: UploadedFile[];
  onChange: (files: UploadedFile[]) => void;
};

/**
 * Sends files, each by itself: one that fails stays in the list with its reason and disturbs no other.
 * `news` is the latest event in words, for screen readers; errors are read out where they stand.
 */
export function useUploads({ target, image = false, value, onChange }: Options) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [news, setNews] = useState("");
  const lastKey = useRef(0);
  const controllers = useRef(new Map<number, AbortController>());
  /** Uploads end in any order, between two renderings too: each adds itself to the latest list. */
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  }, [value, onChange]);
  useEffect(() => {
    const running = controllers.current;
    return () => {
      for (const controller of running.values()) controller.abort();
    };
  }, []);

  const change = (files: UploadedFile[]) => {
    latest.current.value = files;
    latest.current.onChange(files);
  };
  const update = (key: number, changes: Partial<Upload>) =>
    setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)));
  const drop = (key: number) => setUploads((all) => all.filter((upload) => upload.key !== key));

  async function send({ key, file }: Upload) {
    const controller = new AbortController();
    controllers.current.set(key, controller);
    const outcome = await sendFile(file, target, {
      image,
      signal: controller.signal,
      onProgress: (progress) => update(key, { progress }),
    });
    controllers.current.delete(key);
    if (!outcome) return;
    if ("refusal" in outcome) return update(key, { error: outcome.refusal, final: outcome.final });
    drop(key);
    change([...latest.current.value, outcome.file]);
    setNews(`${outcome.file.fileName} 已上传`);
  }

  return {
    uploads,
    news,
    add(files: Iterable<File>) {
      const chosen = [...files];
      if (chosen.length === 0) return;
      const added = chosen.map((file) => {
        lastKey.current += 1;
        const error = objectionTo(file, { image });
        return { key: lastKey.current, file, progress: 0, error, final: error !== null };
      });
      setUploads((all) => [...all, ...added]);
      const sound = added.filter(({ error }) => error === null);
      if (sound.length > 0) setNews(`正在上传 ${sound.length} 个文件`);
      for (const upload of sound) void send(upload);
    },
    retry(upload: Upload) {
      update(upload.key, { progress: 0, error: null });
      setNews(`正在重新上传 ${upload.file.name}`);
      void send(upload);
    },
    /** Stops an upload, or takes a failed one off the list. */
    cancel(upload: Upload) {
      controllers.current.get(upload.key)?.abort();
      drop(upload.key);
      setNews(`${upload.file.name} 已移除`);
    },
    remove(file: UploadedFile) {
      change(latest.current.value.filter(({ id }) => id !== file.id));
      setNews(`${file.fileName} 已移除`);
    },
  };
}
