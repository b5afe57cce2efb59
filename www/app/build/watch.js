// Goes before the workers that come from other packages: tells the page, by the channel that the address names, of what they ask for.
{
  const page = new BroadcastChannel(self.location.hash.slice(1));
  const seen = ({ name, startTime, transferSize, decodedBodySize, workerStart }) => {
    return { url: name, at: performance.timeOrigin + startTime, transferSize, decodedBodySize, workerStart };
  };
  new PerformanceObserver((list) => page.postMessage(list.getEntries().map(seen))).observe({ type: "resource", buffered: true });
}
