// The site of the guides in docs/. The list of pages is docs/index.md; the desk and the API
// references are put beside the pages by `cargo xtask site`.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitepress';

const root = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const { repository } = JSON.parse(read('pkg/package.json'));
const project = repository.url.replace(/^git\+|\.git$/g, '');

const vue = fileURLToPath(new URL('../node_modules/vue', import.meta.url));

const base = process.env.SITE_BASE ?? '/';

/** The groups of docs/index.md: their headings, and the links of their lists. */
const sidebar = read('docs/index.md')
  .split(/^## /m)
  .slice(1)
  .map((group) => ({
    text: group.slice(0, group.indexOf('\n')),
    items: [...group.matchAll(/^- \[(.*?)\]\((.*?)\.md\)/gm)].map(([, text, page]) => ({
      text,
      link: `/${page}`,
    })),
  }));

/** Links of the pages to files of the project that are not on the site lead to the repository. */
function linkToRepository(markdown) {
  markdown.core.ruler.push('repository', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : undefined;
      if (href?.startsWith('../'))
        token.attrSet('href', `${project}/blob/HEAD/${href.slice('../'.length)}`);
    }
  });
}

export default defineConfig({
  title: 'conversation-chat',
  description: 'Hold, talk and handle time of every Genesys Cloud conversation',
  base,
  srcDir: '../../docs',
  outDir: '../../target/site',
  cacheDir: '../../target/vitepress',
  head: [['link', { rel: 'icon', href: `${base}desk/icon.svg`, type: 'image/svg+xml' }]],
  markdown: { config: linkToRepository },
  // The pages are outside of this folder, from where they would not find Vue.
  vite: { resolve: { alias: [{ find: /^vue(?=\/|$)/, replacement: vue }] } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar,
    nav: [
      { text: 'Guides', link: '/' },
      { text: 'Playground', link: '/desk/lab.html', target: '_self' },
      { text: 'Desktop', link: '/desk/index.html', target: '_self' },
      {
        text: 'API',
        items: [
          { text: 'JavaScript', link: '/javascript/index.html', target: '_self' },
          { text: 'Rust', link: '/rust/conversation_chat/index.html', target: '_self' },
        ],
      },
    ],
    socialLinks: [{ icon: 'github', link: project }],
    footer: { message: 'MIT licensed. Not affiliated with Genesys.' },
  },
});
