// What is selected in a report, as places in its text: code points, without the marks and numbers between the words.
"use strict";
window.saksiSelected = (() => {
  const place = (node, offset) => {
    const paragraph = (node.nodeType === 1 ? node : node.parentElement)?.closest(".prose p[data-start]");
    if (!paragraph) return null;
    const until = document.createRange();
    until.setStart(paragraph, 0);
    until.setEnd(node, offset);
    const holder = until.cloneContents();
    for (const mark of holder.querySelectorAll(".ref, .pn")) mark.remove();
    return Number(paragraph.dataset.start) + [...holder.textContent].length;
  };
  return () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    let start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return null;
    const text = selection.toString();
    start += [...text.match(/^\s*/)[0]].length;
    return start < end ? `${start}-${end}` : null;
  };
})();
