"use client";

import { Maximize, RotateCw, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

const zooms = [1, 1.5, 2, 3, 4] as const;

/**
 * An image to be read closely: a click or Enter enlarges it and back, + − 0 R do what the buttons do, the
 * arrow keys move about in it. `onFail` hears that it can't be shown.
 */
export function ImagePane({ src, alt, onFail }: { src: string; alt: string; onFail: () => void }) {
  const [step, setStep] = useState(0);
  const [turns, setTurns] = useState(0);
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);

  const zoomTo = (next: number) => setStep(Math.min(Math.max(next, 0), zooms.length - 1));
  const turn = () => setTurns((before) => (before + 1) % 4);
  const keys: Record<string, () => void> = {
    "+": () => zoomTo(step + 1),
    "=": () => zoomTo(step + 1),
    "-": () => zoomTo(step - 1),
    "0": () => zoomTo(0),
    r: turn,
  };
  function press(event: KeyboardEvent) {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  const zoom = zooms[step] ?? 1;
  const lying = turns % 2 === 1;
  // The box has the turned image's proportions, so that it scrolls to every corner.
  const [width, height] = natural
    ? lying
      ? [natural.height, natural.width]
      : [natural.width, natural.height]
    : [4, 3];
  return (
    <div>
      <div role="toolbar" aria-label="图片工具" className="flex flex-wrap items-center gap-1 pb-2">
        <Button variant="outline" size="sm" disabled={step === 0} onClick={() => zoomTo(step - 1)}>
          <ZoomOut aria-hidden /> 缩小
        </Button>
        <Button
          variant="outline"
          size="sm"
          disabled={step === zooms.length - 1}
          onClick={() => zoomTo(step + 1)}
        >
          <ZoomIn aria-hidden /> 放大
        </Button>
        <Button variant="outline" size="sm" disabled={step === 0} onClick={() => zoomTo(0)}>
          <Maximize aria-hidden /> 适合宽度
        </Button>
        <Button variant="outline" size="sm" onClick={turn}>
          <RotateCw aria-hidden /> 旋转
        </Button>
        <span role="status" className="px-2 text-muted-foreground tabular-nums">
          {zoom * 100}%{turns > 0 && `，已旋转 ${turns * 90}°`}
        </span>
      </div>
      <div className="max-h-[70vh] overflow-auto rounded-md border bg-muted">
        <button
          type="button"
          aria-label={`${alt}，点击${step === 0 ? "放大" : "还原"}`}
          className={cn(
            "relative mx-auto block overflow-hidden -outline-offset-3",
            step === 0 ? "cursor-zoom-in!" : "cursor-zoom-out!",
          )}
          style={{
            width: natural ? `calc(min(100%, ${width}px) * ${zoom})` : "100%",
            aspectRatio: `${width} / ${height}`,
          }}
          onClick={() => zoomTo(step === 0 ? 2 : 0)}
          onKeyDown={press}
        >
          {/* biome-ignore lint/performance/noImgElement: a private file, sent once and kept by nobody. */}
          <img
            src={src}
            alt=""
            className="absolute top-1/2 left-1/2 max-w-none"
            style={{
              width: lying ? `${(height / width) * 100}%` : "100%",
              transform: `translate(-50%, -50%) rotate(${turns * 90}deg)`,
            }}
            onLoad={({ currentTarget: image }) =>
              setNatural({ width: image.naturalWidth, height: image.naturalHeight })
            }
            onError={onFail}
          />
        </button>
      </div>
    </div>
  );
}
