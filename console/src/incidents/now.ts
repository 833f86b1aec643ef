/** The present as a value that moves on by itself, for ages that are shown. */

import { useEffect, useState } from "preact/hooks";

export function useNow(every_ms: number): number {
  const [now_ms, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), every_ms);
    return () => window.clearInterval(timer);
  }, [every_ms]);
  return now_ms;
}
