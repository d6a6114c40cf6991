(() => {
  'use strict';
  const rowsForFilter = 8;
  const keyOf = (cell) => cell.dataset.sort ?? cell.textContent.trim();
  const compare = (one, other) => {
    const [a, b] = [Number(one), Number(other)];
    return one !== '' && other !== '' && !Number.isNaN(a) && !Number.isNaN(b) ? a - b : one.localeCompare(other, 'en');
  };
  for (const table of document.querySelectorAll('table')) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const falls = head.getAttribute('aria-sort') === 'ascending';
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
        body.append(...rows.toSorted((one, other) => (falls ? -1 : 1) * compare(keyOf(one.cells[at]), keyOf(other.cells[at]))));
      });
    });
    if (rows.length < rowsForFilter) continue;
    const label = document.createElement('label');
    label.className = 'filter';
    const input = document.createElement('input');
    input.type = 'search';
    const count = document.createElement('span');
    count.setAttribute('role', 'status');
    label.append('Filter', input, count);
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown++;
      }
      count.textContent = wanted === '' ? '' : `${shown} of ${rows.length}`;
    });
    table.parentElement.before(label);
  }
})();
