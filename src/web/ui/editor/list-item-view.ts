import type { NodeViewConstructor } from 'prosemirror-view';
import styles from './rich-editor.module.css';

/** An item of a list; one that can be done has a box to tick. */
export const listItemView: NodeViewConstructor = (node, view, getPos) => {
  const dom = document.createElement('li');
  if (node.attrs.isDone === null) {
    return { dom, contentDOM: dom, update: (next) => next.type === node.type && next.attrs.isDone === null };
  }
  dom.className = styles.task!;
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.contentEditable = 'false';
  const contentDOM = document.createElement('div');
  dom.append(box, contentDOM);
  let shown = node;
  const show = () => {
    box.checked = shown.attrs.isDone === true;
    box.setAttribute('aria-label', `Done: ${shown.firstChild?.textContent ?? ''}`);
  };
  box.addEventListener('change', () => {
    const position = getPos();
    if (position !== undefined) view.dispatch(view.state.tr.setNodeAttribute(position, 'isDone', box.checked));
  });
  show();
  return {
    dom,
    contentDOM,
    update(next) {
      if (next.type !== node.type || next.attrs.isDone === null) return false;
      shown = next;
      show();
      return true;
    },
    stopEvent: (event) => event.target === box,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
  };
};
