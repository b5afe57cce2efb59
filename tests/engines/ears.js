// Put before a page's own script by the tests' server: remembers what the console is told, where the browser itself will not tell.
{
  const hear = (line) => sessionStorage.setItem("heard", `${sessionStorage.getItem("heard") ?? ""}${line.replaceAll("\n", " ")}\n`);
  for (const level of ["debug", "log", "info", "warn", "error"]) {
    const own = console[level];
    console[level] = (...given) => {
      hear(`${level}: ${given.join(" ")}`);
      own.apply(console, given);
    };
  }
  addEventListener("error", ({ message, filename, lineno }) => hear(`error: ${message} (${filename}:${lineno})`));
  addEventListener("unhandledrejection", ({ reason }) => hear(`unhandled: ${reason?.stack ?? reason}`));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => hear(`${violatedDirective} forbids ${blockedURI}`));
}
