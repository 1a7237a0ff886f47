// Runs before the first paint, so that a remembered choice of size, contrast or background does not flash.
(function (root) {
  root.setAttribute('data-js', '');
  ['text', 'contrast', 'theme'].forEach(function (name) {
    try {
      var value = localStorage.getItem('gongshi.' + name);
      if (value) root.setAttribute('data-' + name, value);
    } catch (refused) { /* storage is switched off: the standard look */ }
  });
})(document.documentElement);
