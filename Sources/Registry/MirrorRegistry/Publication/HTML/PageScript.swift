/// Puts a button beside each block that is meant to be copied. Without it, one click selects the whole block.
let copyScript: StaticString = #"""
    (() => {
    'use strict';
    const select = block => {
      const range = document.createRange();
      range.selectNodeContents(block);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    };
    const copy = async block => {
      try { await navigator.clipboard.writeText(block.textContent); return true; }
      catch { select(block); return document.execCommand('copy'); }
    };
    for (const block of document.querySelectorAll('pre.copy')) {
      const frame = document.createElement('div'), button = document.createElement('button');
      frame.className = 'copying';
      button.type = 'button';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', 'Copy: ' + block.getAttribute('aria-label'));
      button.addEventListener('click', async () => {
        const done = await copy(block) ? 'Copied' : 'Press Ctrl+C';
        button.textContent = done;
        button.setAttribute('aria-label', done);
        setTimeout(() => {
          button.textContent = 'Copy';
          button.setAttribute('aria-label', 'Copy: ' + block.getAttribute('aria-label'));
        }, 3000);
      });
      block.replaceWith(frame);
      frame.append(block, button);
    }
    })();

    """#

/// Searches by words, counts what is left, and keeps the filter in the address, so that a view can be linked and shared.
let filterScript: StaticString = #"""
    (() => {
    'use strict';
    const form = document.getElementById('filter');
    if (!form) return;
    document.documentElement.classList.add('js');
    const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const fields = ['words', 'country', 'protocol', 'architecture', 'ipv6'].map(id => document.getElementById(id)).filter(Boolean);
    const value = id => {
      const field = document.getElementById(id);
      return !field ? '' : field.type === 'checkbox' ? (field.checked ? '6' : '') : field.value;
    };
    const rows = [...document.querySelectorAll('tr.m')].map(row => {
      const group = row.parentNode;
      return { row, group, country: group.dataset.c, text: plain(group.rows[0].textContent + ' ' + row.textContent),
        has: { protocol: row.dataset.p, architecture: row.dataset.a, ipv6: row.dataset.v } };
    });
    const count = document.getElementById('count');
    const number = new Intl.NumberFormat('en');
    const apply = () => {
      const words = plain(value('words')).split(/\s+/).filter(Boolean), country = value('country');
      const wanted = ['protocol', 'architecture', 'ipv6'].map(id => [id, value(id)]).filter(pair => pair[1]);
      const groups = new Map();
      let shown = 0;
      for (const { row, group, country: at, text, has } of rows) {
        const fits = (!country || at === country) && wanted.every(([id, it]) => has[id].split(' ').includes(it))
          && words.every(word => text.includes(word));
        row.hidden = !fits;
        groups.set(group, groups.get(group) || fits);
        if (fits) shown += 1;
      }
      for (const [group, some] of groups) group.hidden = !some;
      count.textContent = shown === 0 ? 'No mirror fits.' : shown === rows.length
        ? number.format(shown) + ' mirrors' : number.format(shown) + ' of ' + number.format(rows.length) + ' mirrors';
    };
    const write = () => {
      const state = new URLSearchParams();
      for (const field of fields) if (value(field.id)) state.set(field.id, value(field.id));
      const text = state.toString();
      try { history.replaceState(null, '', text ? '#' + text : location.pathname + location.search); } catch {}
    };
    const read = () => {
      if (!location.hash.includes('=')) return;
      const state = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) {
        const it = state.get(field.id) || '';
        if (field.type === 'checkbox') field.checked = it === '6';
        else if (field.tagName !== 'SELECT' || [...field.options].some(option => option.value === it)) field.value = it;
      }
    };
    form.addEventListener('input', () => { apply(); write(); });
    form.addEventListener('reset', () => setTimeout(() => { apply(); write(); }));
    form.addEventListener('submit', event => event.preventDefault());
    addEventListener('hashchange', () => { read(); apply(); });
    addEventListener('pageshow', apply);
    read();
    apply();
    })();

    """#
