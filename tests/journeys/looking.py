"""What journeys look for on a page: barriers, and what sticks out of it."""

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
# What sticks out at the right, is seen, and cannot be scrolled to within its own place.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(element => {
  const box = element.getBoundingClientRect();
  if (!box.width || box.right <= innerWidth + 1) return false;
  if (!element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) return false;
  for (let up = element; up && up !== document.body; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  return true;
}).slice(0, 3).map(element => element.outerHTML.slice(0, 90))"""
