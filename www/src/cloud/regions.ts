// The regions of the platform. The Content-Security-Policy of the pages is made from this list.

export const REGIONS = [
  'mypurecloud.com',
  'mypurecloud.ie',
  'mypurecloud.de',
  'mypurecloud.jp',
  'mypurecloud.com.au',
  'usw2.pure.cloud',
  'cac1.pure.cloud',
  'mxc1.pure.cloud',
  'sae1.pure.cloud',
  'euw2.pure.cloud',
  'euc2.pure.cloud',
  'mec1.pure.cloud',
  'aps1.pure.cloud',
  'apse1.pure.cloud',
  'apne2.pure.cloud',
  'apne3.pure.cloud',
] as const;

/** Where a platform is: a region, or a simulated cloud on this machine. */
export interface Platform {
  name: string;
  api: string;
  login: string;
  /** The platform's own client. */
  app: string;
}

export function regionNamed(name: string | null): Platform | undefined {
  const region = REGIONS.find((each) => each === name);
  return (
    region && {
      name: region,
      api: `https://api.${region}`,
      login: `https://login.${region}`,
      app: `https://apps.${region}/directory/`,
    }
  );
}

/** A simulated cloud that `cargo xtask cloud` serves on this machine; no other address is taken. */
export function loopbackAt(address: string | null): Platform | undefined {
  const url = address !== null && URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(url.hostname))
    return undefined;
  return { name: url.host, api: url.origin, login: url.origin, app: url.origin };
}
