() => {
  const problems = [];
  const visible = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
  if (headings.filter((one) => one.tagName === 'H1').length !== 1) problems.push('there is not exactly one h1');
  let level = 0;
  for (const heading of headings) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) problems.push(`heading "${heading.textContent}" of level ${own} follows one of level ${level}`);
    if (heading.textContent.trim() === '') problems.push('a heading is empty');
    level = own;
  }
  for (const landmark of ['header', 'nav', 'main', 'footer']) if (document.querySelectorAll(landmark).length !== 1) problems.push(`there is not exactly one ${landmark}`);
  for (const navigation of document.querySelectorAll('nav, [role=region]')) if (!navigation.ariaLabel && !navigation.getAttribute('aria-labelledby')) problems.push('a landmark has no name');
  for (const element of document.querySelectorAll('[aria-labelledby]'))
    for (const id of element.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)?.textContent.trim()) problems.push(`"${id}" names nothing`);
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`ID ${id} is there twice`);
  for (const link of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(link.getAttribute('href').slice(1))) problems.push(`${link.getAttribute('href')} leads nowhere`);
  if (document.documentElement.lang !== 'en') problems.push('the page has no language');
  if (!document.title.trim()) problems.push('the page has no title');
  for (const table of document.querySelectorAll('table')) {
    if (!table.getAttribute('aria-labelledby')) problems.push('a table has no name');
    for (const head of table.querySelectorAll('th')) if (!['col', 'row'].includes(head.scope)) problems.push(`header "${head.textContent}" has no scope`);
    const columns = table.tHead.rows[0].cells.length;
    for (const row of table.tBodies[0].rows) {
      if (row.cells.length !== columns) problems.push(`row "${row.textContent}" has ${row.cells.length} cells of ${columns}`);
      if (row.cells[0].tagName !== 'TH') problems.push(`row "${row.textContent}" has no header`);
    }
  }
  for (const image of document.querySelectorAll('svg, img')) if (image.getAttribute('aria-hidden') !== 'true' && !image.getAttribute('aria-label') && !image.querySelector('title')?.textContent) problems.push('a picture has no name');
  for (const control of document.querySelectorAll('button, input')) if (!control.textContent.trim() && !control.labels?.length) problems.push('a control has no name');

  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const backgroundOf = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reduceRight((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const luminance = ({ r, g, b }) => [r, g, b].map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let checked = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || element.closest('script, style, svg, .hidden, .skip') || !visible(element)) continue;
    const style = getComputedStyle(element);
    const background = backgroundOf(element);
    const [one, other] = [luminance(over(parse(style.color), background)), luminance(background)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    checked++;
    if (ratio < (isLarge ? 3 : 4.5)) problems.push(`contrast of "${texts.currentNode.data.trim().slice(0, 40)}" is ${ratio.toFixed(2)}`);
  }
  if (checked < 20) problems.push(`the contrast of only ${checked} texts was checked`);
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) problems.push(`the page is ${page.scrollWidth} wide in a window of ${page.clientWidth}`);
  return problems;
}
