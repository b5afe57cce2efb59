import type { RequestSeen } from "shiju";

let early: RequestSeen[] = [];
let hear: ((seen: readonly RequestSeen[]) => void) | undefined;

/** Workers tell of their requests, some of them before the page listens. */
export function toldOf(seen: readonly RequestSeen[]): void {
  if (hear) hear(seen);
  else early.push(...seen);
}

/** Hears of what all workers have asked, and ask from now on. */
export function hearOfRequests(listener: (seen: readonly RequestSeen[]) => void): void {
  hear = listener;
  listener(early);
  early = [];
}

/** The channel by which workers tell that are of other packages. */
const channel = `shiju.requests.${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
let open: BroadcastChannel | undefined;

/** The address of such a worker, which learns the channel from it. */
export function watched(url: string): string {
  if (!open && typeof BroadcastChannel !== "undefined") {
    open = new BroadcastChannel(channel);
    open.onmessage = ({ data }: MessageEvent<RequestSeen[]>) => toldOf(data);
  }
  return `${url}#${channel}`;
}

export const onRequest = (seen: RequestSeen): void => toldOf([seen]);
