// Before the first paint: no flash.
(function (root) {
  root.setAttribute('data-js', '');
  ['text', 'contrast', 'theme'].forEach(function (name) {
    try {
      var value = localStorage.getItem('gongshi.' + name);
      if (value) root.setAttribute('data-' + name, value);
    } catch (refused) { /* storage is off */ }
  });
})(document.documentElement);
