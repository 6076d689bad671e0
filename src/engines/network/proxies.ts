/** Which proxy the environment or the user sets for a URL, by the rules that curl established. */
import { isLoopback } from '../../core/network/loopback';
import type { UserProxy } from './options';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy's URL, or undefined for a direct connection. Loopback never goes through a proxy. */
export function proxyFor(target: URL, environment: Environment): string | undefined {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || undefined;
  const proxy = (target.protocol === 'https:' ? read('https_proxy') : read('http_proxy')) ?? read('all_proxy');
  if (proxy === undefined || isLoopback(target.hostname) || isExempt(target, read('no_proxy') ?? '')) {
    return undefined;
  }
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** The environment with the user's proxy in place of its own. */
export function withUserProxy(environment: Environment, proxy: UserProxy | undefined): Environment {
  if (!proxy) {
    return environment;
  }
  const { url, exceptions } = proxy;
  const others = exceptions.length > 0 ? exceptions.join(',') : (environment.no_proxy ?? environment.NO_PROXY);
  return { http_proxy: url, https_proxy: url, no_proxy: others };
}

function isExempt(target: URL, noProxy: string): boolean {
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, host = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) {
        return false;
      }
      const suffix = host.replace(/^\*?\./, '');
      return host === '*' || target.hostname === suffix || target.hostname.endsWith(`.${suffix}`);
    });
}
