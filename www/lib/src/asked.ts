/** A request, as the browser saw it made. */
export interface RequestSeen {
  /** The address that was asked. */
  readonly url: string;
  /** When, in milliseconds since 1970, so that all threads count alike. */
  readonly at: number;
  /** Bytes that came over the network, heads and all; 0 where the browser or a service worker gave the answer. */
  readonly transferSize: number;
  readonly decodedBodySize: number;
  /** More than 0 where a service worker was asked. */
  readonly workerStart: number;
}

/** Sees every request of this thread, those made before too; says nothing where the browser does not tell. */
export function watchRequests(tell: (seen: RequestSeen[]) => void): void {
  if (typeof PerformanceObserver === "undefined" || !PerformanceObserver.supportedEntryTypes?.includes("resource")) return;
  new PerformanceObserver((list) => {
    const entries = list.getEntries() as PerformanceResourceTiming[];
    tell(
      entries.map(({ name, startTime, transferSize, decodedBodySize, workerStart }) => {
        return { url: name, at: performance.timeOrigin + startTime, transferSize, decodedBodySize, workerStart };
      }),
    );
  }).observe({ type: "resource", buffered: true });
}
